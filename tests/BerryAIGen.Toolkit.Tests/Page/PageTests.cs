using System.Text.RegularExpressions;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary>Where a browser gets the page, and where the API answers instead.</summary>
public sealed partial class PageTests(SmallPage page) : IClassFixture<SmallPage>
{
    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/API/nothing")]
    [InlineData("/v2/nothing")]
    [InlineData("/health/nothing")]
    [InlineData("/metrics/nothing")]
    [InlineData("/openapi/nothing")]
    [InlineData("/docs/nothing")]
    [InlineData("/page/nothing")]
    [InlineData("/nothing.js")]
    [InlineData("/library/nothing.safetensors")]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/")]
    [InlineData("/assets")]
    public async Task What_is_of_the_API_or_names_a_file_is_no_page(string path)
    {
        var answer = await page.AskAsync(path);

        answer.Status.ShouldBe(404);
        answer.Type!.ShouldContain("json");
        answer.Text.ShouldContain($"There is no {path} here");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("*/*")]
    [InlineData("text/html;q=0, application/json")]
    [InlineData("nonsense")]
    public async Task Who_asks_for_no_page_is_told_that_nothing_is_there(string accept)
    {
        var answer = await page.AskAsync("/generate", headers: ("Accept", accept));

        answer.Status.ShouldBe(404);
        answer.Text.ShouldContain("There is no /generate here");
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("POST", "/generate")]
    [InlineData("DELETE", SmallPage.Script)]
    public async Task Nothing_of_it_can_be_changed(string method, string path) =>
        (await page.AskAsync(path, method)).Status.ShouldBe(404);

    [Fact]
    public async Task A_wrong_verb_of_the_API_is_still_told()
    {
        var answer = await page.AskAsync("/api/graphs/models");

        answer.Status.ShouldBe(405);
        answer.Text.ShouldContain("does not answer GET, only POST");
    }

    [Theory]
    [InlineData("/", PageAnswer.Browser)]
    [InlineData("/", "*/*")]
    [InlineData("/index.html", PageAnswer.Browser)]
    [InlineData("/generate", PageAnswer.Browser)]
    [InlineData("/library/tinyllama-1.1b-chat?tab=files", PageAnswer.Browser)]
    [InlineData("/library/llama-3.2", PageAnswer.Browser)]
    [InlineData("/discover/civitai/", "text/html")]
    public async Task A_browser_gets_the_page_wherever_it_goes(string path, string accept)
    {
        var answer = await page.AskAsync(path, headers: ("Accept", accept));

        answer.Status.ShouldBe(200, answer.Text);
        answer.Type.ShouldBe("text/html; charset=utf-8");
        answer.Text.ShouldContain("<div id=\"root\">");
        answer.Headers["Cache-Control"].ShouldBe("no-cache");
        answer.Headers.Keys.ShouldNotContain("ETag");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task Each_answer_has_a_policy_with_a_nonce_of_its_own()
    {
        var (first, second) = (await page.AskAsync("/"), await page.AskAsync("/"));

        var nonce = Nonce().Match(first.Text).Groups[1].Value;
        nonce.Length.ShouldBeGreaterThanOrEqualTo(22);
        first.Text.ShouldBe(SmallPage.Index.Replace("__NONCE__", nonce, StringComparison.Ordinal));
        first
            .Headers["Content-Security-Policy"]
            .ShouldBe(
                $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            );
        second.Text.ShouldNotContain(nonce);
        second.Headers["Content-Security-Policy"].ShouldNotContain(nonce);
        Proven.Tells("GET /", first.Text, text => text.ShouldContain(nonce), unlike: second.Text);
    }

    [Fact]
    public async Task HEAD_has_the_headers_without_the_page()
    {
        var (whole, head) = (await page.AskAsync("/generate"), await page.AskAsync("/generate", "HEAD"));

        head.Status.ShouldBe(200);
        head.Text.ShouldBeEmpty();
        head.Headers["Content-Length"].ShouldBe(whole.Headers["Content-Length"]);
        head.Headers["Content-Security-Policy"].Length.ShouldBe(whole.Headers["Content-Security-Policy"].Length);
    }

    [Fact]
    public async Task Without_a_page_the_server_says_what_to_do_and_works_on_until_one_is_there()
    {
        using var folder = new TemporaryFolder();
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_WEB_DIR"] = folder.Combine("page") }
        );

        var none = await PageAnswer.AskAsync(toolkit.Http, "/");
        var deep = await PageAnswer.AskAsync(toolkit.Http, "/generate");
        var json = await PageAnswer.AskAsync(toolkit.Http, "/", headers: ("Accept", "application/json"));
        var health = await toolkit.GetAsync("/health");
        SmallPage.Write(folder);
        var built = await PageAnswer.AskAsync(toolkit.Http, "/");

        none.Status.ShouldBe(503);
        none.Type.ShouldBe("text/html; charset=utf-8");
        none.Text.ShouldContain("tools/build-web.sh");
        none.Headers["Cache-Control"].ShouldBe("no-store");
        deep.Status.ShouldBe(404);
        json.Status.ShouldBe(404);
        health["status"]!.ToString().ShouldBe("ok");
        built.Status.ShouldBe(200);
        (await toolkit.EndAndReadAsync()).ShouldContain($"There is no page in {folder.Path}");
    }

    [Fact]
    public async Task The_checkout_that_the_launcher_names_has_the_page()
    {
        using var checkout = new TemporaryFolder();
        checkout.Write("artifacts/web/index.html", "<p>built here</p>"u8);
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_CHECKOUT"] = checkout.Path }
        );

        (await PageAnswer.AskAsync(toolkit.Http, "/")).Text.ShouldBe("<p>built here</p>");
    }

    [Fact]
    public async Task A_build_of_the_checkout_looks_for_the_page_beside_itself()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        var built = Path.Combine(RepositoryRoot.Path, "artifacts", "web");

        var answer = await PageAnswer.AskAsync(toolkit.Http, "/");
        var said = await toolkit.EndAndReadAsync();

        // Whether one was built here is not this test's to say.
        if (answer.Status == 503)
            said.ShouldContain($"There is no page in {built}:");
        else
        {
            answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
            answer.Text.ShouldContain("id=\"root\"");
            answer.Text.ShouldContain("/assets/");
        }
    }

    [GeneratedRegex("content=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
