using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>The page of a browser: a cookie in place of the key, and a proof that a change comes from the page.</summary>
public sealed class SessionTests(GuardedToolkit toolkit) : IClassFixture<GuardedToolkit>
{
    [Fact]
    public async Task A_cookie_stands_for_the_key_until_the_page_is_closed()
    {
        string? cookie = null;
        var opened = await Proven.ChangesAsync(
            "POST /api/access/session",
            async () =>
            {
                var answer = await OpenAsync("read");
                cookie = CookieOf(answer);
                return answer;
            },
            async () => (await LibraryAsync()).Status.ShouldBe(200)
        );

        var self = await toolkit.SendAsync("GET", "/api/access/session", headers: ("Cookie", cookie!));
        var closed = await Proven.ChangesAsync(
            "DELETE /api/access/session",
            () =>
                toolkit.SendAsync(
                    "DELETE",
                    "/api/access/session",
                    headers: [("Cookie", cookie!), ("X-CSRF-Token", self.Text("csrf_token"))]
                ),
            async () => (await LibraryAsync()).Status.ShouldBe(401)
        );

        opened.Headers["Set-Cookie"].ShouldContain("httponly");
        opened.Headers["Set-Cookie"].ShouldContain("samesite=strict");
        opened.Headers["Set-Cookie"].ShouldNotContain(toolkit.Keys["read"]);
        var other = CookieOf(await OpenAsync("admin"));
        Proven.Tells(
            "GET /api/access/session",
            self.Body,
            told => told["scope"].ToString().ShouldBe("read"),
            unlike: (await toolkit.SendAsync("GET", "/api/access/session", headers: ("Cookie", other))).Body
        );
        self.Text("csrf_token").ShouldBe(opened.Text("csrf_token"));
        closed.Status.ShouldBe(204);

        Task<GuardedAnswer> LibraryAsync() =>
            toolkit.SendAsync("GET", "/api/models/library", headers: ("Cookie", cookie ?? ""));
    }

    [Fact]
    public async Task A_change_by_cookie_needs_the_proof_that_only_the_page_knows()
    {
        var opened = await OpenAsync("admin");
        const string wish = """{"name":"by page","scope":"read"}""";
        var cookie = ("Cookie", CookieOf(opened));

        var forged = await toolkit.SendAsync("POST", "/api/access/keys", null, wish, cookie);
        var wrong = await toolkit.SendAsync("POST", "/api/access/keys", null, wish, cookie, ("X-CSRF-Token", "x"));
        var right = await toolkit.SendAsync(
            "POST",
            "/api/access/keys",
            null,
            wish,
            cookie,
            ("X-CSRF-Token", opened.Text("csrf_token"))
        );

        forged.ShouldBeRefused(403, "SecurityError", "X-CSRF-Token");
        wrong.ShouldBeRefused(403, "SecurityError", "X-CSRF-Token");
        right.Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_page_ends_with_its_key()
    {
        var made = await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"brief","scope":"read"}""");
        var cookie = CookieOf(await OpenAsync(made.Text("key")));

        await toolkit.SendAsync("DELETE", "/api/access/keys/brief", "admin");

        (await toolkit.SendAsync("GET", "/api/models/library", headers: ("Cookie", cookie))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_wrong_key_opens_no_page()
    {
        var answer = await toolkit.SendAsync("POST", "/api/access/session", null, """{"key":"berry_no"}""");

        answer.ShouldBeRefused(403, "SecurityError", "not valid");
        answer.Headers.Keys.ShouldNotContain("Set-Cookie");
    }

    private Task<GuardedAnswer> OpenAsync(string key) =>
        toolkit.SendAsync(
            "POST",
            "/api/access/session",
            null,
            $$"""{"key":"{{toolkit.Keys.GetValueOrDefault(key, key)}}"}"""
        );

    private static string CookieOf(GuardedAnswer answer) => answer.Headers["Set-Cookie"].Split(';')[0];
}
