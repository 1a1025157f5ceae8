using System.Net.Http.Headers;
using System.Text;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Access;

public sealed class AccessKeyTests(GuardedToolkit toolkit) : IClassFixture<GuardedToolkit>
{
    private const string Question = """{"model_id":"bert-base-uncased","provider":"llama-cpp"}""";

    [Theory]
    [InlineData("/api/models/library")]
    [InlineData("/nowhere")]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi/v1.json")]
    public async Task Without_a_key_nothing_is_told(string path)
    {
        var answer = await toolkit.SendAsync("GET", path);

        answer.ShouldBeRefused(401, "SecurityError", "needs an access key");
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("berry_wrong")]
    [InlineData("x")]
    public async Task A_wrong_key_opens_nothing(string key) =>
        (await toolkit.SendAsync("GET", "/api/models/library", key)).ShouldBeRefused(401, "SecurityError", "not valid");

    [Fact]
    public async Task Whether_the_server_is_well_is_no_secret() =>
        (await toolkit.SendAsync("GET", "/health")).Status.ShouldBe(200);

    [Theory]
    [InlineData("read", "GET", "/api/models/library", 200)]
    [InlineData("read", "POST", "/api/providers/compatibility/check", 200)]
    [InlineData("read", "GET", "/api/access/session", 200)]
    [InlineData("read", "DELETE", "/api/models/tinyllama-1.1b-chat-q4", 403)]
    [InlineData("read", "GET", "/api/access/keys", 403)]
    [InlineData("write", "GET", "/api/access/keys", 403)]
    [InlineData("write", "POST", "/api/access/keys", 403)]
    [InlineData("write", "GET", "/api/audit", 403)]
    [InlineData("admin", "GET", "/api/access/keys", 200)]
    [InlineData("admin", "GET", "/api/audit", 200)]
    public async Task A_key_opens_what_its_scope_says(string key, string method, string path, int status)
    {
        var answer = await toolkit.SendAsync(method, path, key, method == "POST" ? Question : null);

        if (status == 403)
            answer.ShouldBeRefused(403, "SecurityError", $"has the scope {key}");
        else
            answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_last_key_that_may_change_keys_is_not_withdrawn_over_http()
    {
        var kept = await toolkit.SendAsync("DELETE", "/api/access/keys/the admin", "admin");
        await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"second","scope":"admin"}""");
        var gone = await toolkit.SendAsync("DELETE", "/api/access/keys/second", "admin");

        kept.Status.ShouldBe(409);
        kept.Body["error"]!["message"]!.ToString().ShouldContain("last key of scope admin");
        gone.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Keys_are_listed_in_pages_the_newest_first()
    {
        await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"older","scope":"read"}""");
        // Those of one moment have no order.
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"newer","scope":"read"}""");

        var all = await toolkit.SendAsync("GET", "/api/access/keys", "admin");
        var page = await toolkit.SendAsync("GET", "/api/access/keys?offset=1&limit=1", "admin");

        all.Body["keys"]!.AsArray().Take(2).Select(key => key!["name"]!.ToString()).ShouldBe(["newer", "older"]);
        page.Body["keys"]!.AsArray().ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("older");
        page.Body["total_count"]!.GetValue<int>().ShouldBe(all.Body["keys"]!.AsArray().Count);
    }

    [Fact]
    public async Task Whoever_listens_with_a_key_is_sent_away_when_it_is_withdrawn()
    {
        var made = await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"ear","scope":"read"}""");
        using var http = new HttpClient { BaseAddress = toolkit.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", made.Text("key"));
        var stop = TestContext.Current.CancellationToken;
        await using var stream = await http.GetStreamAsync("/api/events", stop);

        await toolkit.SendAsync("DELETE", "/api/access/keys/ear", "admin");
        using var reader = new StreamReader(stream);
        // Ends: without an end this would wait for ever.
        var text = await reader.ReadToEndAsync(stop);

        text.ShouldContain("retry:");
    }

    [Fact]
    public async Task A_key_is_shown_once_and_opens_until_it_is_withdrawn()
    {
        var made = await Proven.ChangesAsync(
            "POST /api/access/keys",
            () => toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"phone","scope":"read"}"""),
            async () =>
                (await toolkit.SendAsync("GET", "/api/access/keys", "admin")).Body.ToJsonString().ShouldContain("phone")
        );
        var key = made.Text("key");
        var before = await toolkit.SendAsync("GET", "/api/models/library", key);
        var list = await toolkit.SendAsync("GET", "/api/access/keys", "admin");

        var withdrawn = await Proven.ChangesAsync(
            "DELETE /api/access/keys/{key}",
            () => toolkit.SendAsync("DELETE", "/api/access/keys/phone", "admin"),
            async () => (await toolkit.SendAsync("GET", "/api/models/library", key)).Status.ShouldBe(401)
        );

        key.ShouldStartWith("berry_");
        key.Length.ShouldBe("berry_".Length + 43);
        before.Status.ShouldBe(200);
        Proven.Tells("GET /api/access/keys", list.Body, told => told.ToJsonString().ShouldContain("phone"));
        list.Body.ToJsonString().ShouldNotContain(key);
        withdrawn.Text("id").ShouldBe(made.Text("id"));
        (await toolkit.SendAsync("DELETE", "/api/access/keys/phone", "admin")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", 400, "needs")]
    [InlineData("""{"name":"x","scope":"root"}""", 400, "read, write or admin")]
    [InlineData("""{"name":" ","scope":"read"}""", 400, "name of 1 to 64")]
    [InlineData("""{"name":"the read","scope":"read"}""", 409, "already")]
    public async Task A_wrong_wish_is_told(string body, int status, string words)
    {
        var answer = await toolkit.SendAsync("POST", "/api/access/keys", "admin", body);

        answer.Status.ShouldBe(status);
        answer.Body["error"]!["message"]!.ToString().ShouldContain(words);
    }

    [Theory]
    [InlineData("/api/models/download", """{"reference":"https://civitai.com/models/1","folder":"/etc/cron.d"}""")]
    [InlineData("/api/models/download", """{"reference":"https://civitai.com/models/1","root":"../../etc"}""")]
    [InlineData("/api/models/download", """{"reference":"https://civitai.com/models/1","root":"~/x"}""")]
    [InlineData("/api/models/download", """{"reference":"/etc/passwd"}""")]
    [InlineData("/api/models/download", """{"reference":"https://civitai.com/models/1","accept_danger":true}""")]
    [InlineData("/api/models/plan", """{"reference":"/etc/passwd"}""")]
    [InlineData("/api/models/import", """{"path":"/etc/passwd"}""")]
    [InlineData("/api/models/registry", """{"models":[]}""")]
    public async Task Only_who_runs_the_server_may_name_what_lies_on_its_machine(string path, string body)
    {
        var write = await toolkit.SendAsync("POST", path, "write", body);

        write.ShouldBeRefused(403, "SecurityError", "admin");
    }

    [Fact]
    public async Task Nothing_stays_of_an_upload_that_only_an_administrator_may_send()
    {
        using var http = new HttpClient { BaseAddress = toolkit.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", toolkit.Keys["write"]);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(new byte[100_000]), "file", "big.gguf" },
            { new StringContent("true"), "allow_unsafe" },
        };

        using var answer = await http.PostAsync("/api/models/import", form, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(403);
        Directory
            .EnumerateFiles(Path.GetDirectoryName(toolkit.Database)!, "upload-*", SearchOption.AllDirectories)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task No_key_stands_in_the_database()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(toolkit.Database)!, "library.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            foreach (var key in toolkit.Keys.Values)
                bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task Whoever_sits_at_the_server_lists_and_withdraws_keys_too()
    {
        var added = await toolkit.RunKeyAsync("add", "gone soon", "--scope", "write");
        var listed = await toolkit.RunKeyAsync("list");
        var removed = await toolkit.RunKeyAsync("remove", "gone soon");
        var again = await toolkit.RunKeyAsync("remove", "gone soon");

        added.ExitCode.ShouldBe(0);
        added.Output.Trim().ShouldStartWith("berry_");
        listed.Output.ShouldContain("gone soon");
        listed.Output.ShouldNotContain(added.Output.Trim());
        removed.ExitCode.ShouldBe(0);
        again.ExitCode.ShouldBe(1);
        again.Error.ShouldContain("There is no key \"gone soon\"");
        (await toolkit.SendAsync("GET", "/api/models/library", added.Output.Trim())).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Every_change_is_written_down_and_no_key_with_it()
    {
        var made = await toolkit.SendAsync("POST", "/api/access/keys", "admin", """{"name":"noted","scope":"read"}""");
        await toolkit.SendAsync("DELETE", $"/api/access/keys/{made.Text("id")}", "admin");
        await toolkit.SendAsync("POST", "/api/access/keys", "write", """{"name":"refused","scope":"read"}""");

        var first = await toolkit.SendAsync("GET", "/api/audit?limit=500", "admin");
        var newest = await toolkit.SendAsync("GET", "/api/audit?limit=1", "admin");
        var none = await toolkit.SendAsync("GET", "/api/audit?limit=501", "admin");
        var older = await toolkit.SendAsync("GET", $"/api/audit?limit=1&before={newest.Text("next")}", "admin");

        var entries = first.Body["entries"]!.AsArray().Select(entry => entry!.AsObject()).ToArray();
        var add = entries.First(entry => entry["subject"]?.ToString() == "noted");
        add["who"]!.ToString().ShouldBe("the admin");
        add["what"]!.ToString().ShouldBe("POST /api/access/keys");
        add["details"]!["status"]!.GetValue<int>().ShouldBe(200);
        add["details"]!["from"]!.ToString().ShouldContain("127.0.0.1");
        Proven.Tells(
            "GET /api/audit",
            first.Body,
            told =>
                told["entries"]
                    .AsArray()
                    .ShouldContain(entry => entry["what"].ToString() == "DELETE /api/access/keys/{key}")
        );
        first.Body.ToJsonString().ShouldNotContain(made.Text("key"));
        first.Body.ToJsonString().ShouldNotContain("refused");
        none.Status.ShouldBe(400);
        none.Body["error"]!["message"]!.ToString().ShouldBe("limit is 1 to 500, not 501.");
        older.Body["entries"]![0]!["id"]!
            .GetValue<long>()
            .ShouldBeLessThan(newest.Body["entries"]![0]!["id"]!.GetValue<long>());
    }
}
