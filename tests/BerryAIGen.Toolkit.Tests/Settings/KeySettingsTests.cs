using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing.Scripted;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Settings;

/// <summary>Keys for sources over HTTP: stored where <c>berry config</c> stores them, used at once, and never told.</summary>
public sealed class KeySettingsTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private const string Keys = "/api/settings/keys";
    private const string Key = "0123456789abcdef0123456789abWXYZ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT", "nothing", """{"key":"abc"}""", 404, "civitai, huggingface, orchestrator")]
    [InlineData("PUT", "civitai", "{}", 400, "\"key\"")]
    [InlineData("PUT", "civitai", """{"key":""}""", 400, "no key for Civitai")]
    [InlineData("PUT", "civitai", """{"key":"two words"}""", 400, "no key for Civitai")]
    [InlineData("PUT", "civitai", """{"key":"line\r\nX-More: 1"}""", 400, "no key for Civitai")]
    [InlineData("PUT", "civitai", """{"key":"schlüssel"}""", 400, "no key for Civitai")]
    [InlineData("PUT", "civitai", """{"key":"YOUR_API_KEY"}""", 400, "samples")]
    [InlineData("PUT", "civitai", """{"key":7}""", 400, "\"key\" must be a text")]
    [InlineData("PUT", "civitai", """{"token":"abc"}""", 400, "token")]
    [InlineData("PUT", "civitai", """{"key":"abc","unchecked":"yes"}""", 400, "\"unchecked\" must be")]
    [InlineData("PUT", "civitai", """{"key":"two words","unchecked":true}""", 400, "no key for Civitai")]
    [InlineData("DELETE", "civitai", null, 404, "No key for Civitai is stored")]
    [InlineData("DELETE", "nothing", null, 404, "civitai, huggingface, orchestrator")]
    public async Task What_is_no_key_is_refused_and_nothing_is_written(
        string method,
        string source,
        string? body,
        int status,
        string told
    )
    {
        var (answered, error) = await shared.Toolkit.SendAsync(method, $"{Keys}/{source}", body);

        answered.ShouldBe(status, error.ToJsonString());
        error["error"]!["message"]!.ToString().ShouldContain(told);
        File.Exists(shared.Toolkit.Path(".config", "berryaigen", "config.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_is_stored_for_its_owner_alone_used_at_once_and_never_told()
    {
        await using var site = await ScriptedServer.StartAsync();
        site.On("/api/v1/models", Json("""{"items":[],"metadata":{}}"""))
            .On("/api/models", Json("[]"))
            .On("/api/v1/me", Json("""{"id":1,"username":"ann"}"""))
            .On("/api/whoami-v2", Json("""{"type":"user","name":"ann"}"""));
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = site.Url.AbsoluteUri,
                ["BERRY_HF_URL"] = site.Url.AbsoluteUri,
            }
        );
        var file = toolkit.Path(".config", "berryaigen", "config.json");
        await SearchAsync(toolkit, "before");
        var none = await toolkit.GetAsync(Keys);

        var answer = await Proven.ChangesAsync(
            "PUT /api/settings/keys/{source}",
            () => PutAsync(toolkit, "civitai", Key),
            () =>
            {
                File.Exists(file).ShouldBeTrue();
                JsonNode.Parse(File.ReadAllText(file))!["civitai_api_key"]?.ToString().ShouldBe(Key);
            }
        );
        await PutAsync(toolkit, "huggingface", "hf_short");
        var listed = await toolkit.GetAsync(Keys);
        await SearchAsync(toolkit, "with");
        var audit = await toolkit.GetAsync("/api/audit");
        await Proven.ChangesAsync(
            "DELETE /api/settings/keys/{source}",
            () => toolkit.DeleteAsync($"{Keys}/civitai"),
            () => File.ReadAllText(file).ShouldNotContain(Key)
        );
        await SearchAsync(toolkit, "after");
        var said = await toolkit.EndAndReadAsync();

        Proven.Tells(
            "GET /api/settings/keys",
            listed,
            told =>
            {
                var civitai = told["keys"].One(one => one["source"].ToString() == "civitai");
                civitai["set"].GetValue<bool>().ShouldBeTrue();
                civitai["from"].ToString().ShouldBe("file");
                civitai["masked"].ToString().ShouldBe("***WXYZ");
            },
            unlike: none
        );
        listed["keys"]![1]!["masked"]!.ToString().ShouldBe("***");
        answer.ToJsonString().ShouldNotContain(Key);
        answer["check"]!["state"]!.ToString().ShouldBe("valid");
        answer["check"]!["message"]!.ToString().ShouldBe("Civitai accepts the key.");
        site.Requests.Where(one => one.Path == "/api/v1/me")
            .Select(one => one.Header("Authorization"))
            .ShouldBe([$"Bearer {Key}"]);
        site.Requests.Where(one => one.Path == "/api/whoami-v2")
            .Select(one => one.Header("Authorization"))
            .ShouldBe(["Bearer hf_short"]);
        audit.ToJsonString().ShouldContain("PUT /api/settings/keys/{source}");
        foreach (var text in (string[])[listed.ToJsonString(), audit.ToJsonString(), said])
            text.ShouldNotContain(Key[..28]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        KeysSent(site, "/api/v1/models", "before").ShouldAllBe(key => key == null);
        KeysSent(site, "/api/v1/models", "with").ShouldAllBe(key => key == $"Bearer {Key}");
        KeysSent(site, "/api/models", "with").ShouldAllBe(key => key == "Bearer hf_short");
        KeysSent(site, "/api/v1/models", "after").ShouldAllBe(key => key == null);
    }

    [Fact]
    public async Task A_key_of_the_environment_goes_before_a_stored_one_and_cannot_be_taken_away()
    {
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["CIVITAI_TOKEN"] = "environment-key-1234" }
        );

        var given = await toolkit.GetAsync(Keys);
        var refused = await toolkit.FailAsync(HttpMethod.Delete, $"{Keys}/civitai", HttpStatusCode.NotFound);
        var both = await PutAsync(toolkit, "civitai", Key, isUnchecked: true);

        given["keys"]![0]!["from"]!.ToString().ShouldBe("environment");
        given["keys"]![0]!["origin"]!.ToString().ShouldBe("CIVITAI_TOKEN");
        given["keys"]![0]!["masked"]!.ToString().ShouldBe("***1234");
        given["keys"]![0]!["stored"]!.GetValue<bool>().ShouldBeFalse();
        refused["message"]!.ToString().ShouldContain("CIVITAI_TOKEN");
        both["keys"]![0]!["from"]!.ToString().ShouldBe("environment");
        both["keys"]![0]!["stored"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static async Task SearchAsync(RunningToolkit toolkit, string words) =>
        (await toolkit.Http.GetAsync($"/api/models/search?query={words}", Stop)).Dispose();

    private static async Task<JsonNode> PutAsync(
        RunningToolkit toolkit,
        string source,
        string key,
        bool isUnchecked = false
    )
    {
        var wish = new JsonObject { ["key"] = key };
        if (isUnchecked)
            wish["unchecked"] = true;
        var (status, body) = await toolkit.SendAsync("PUT", $"{Keys}/{source}", wish.ToJsonString());
        status.ShouldBe(200, body.ToJsonString());
        return body;
    }

    private static string?[] KeysSent(ScriptedServer site, string path, string words)
    {
        string?[] sent =
        [
            .. site
                .Requests.Where(one =>
                    one.Path.StartsWith($"{path}?", StringComparison.Ordinal)
                    && one.Path.Contains($"={words}", StringComparison.Ordinal)
                )
                .Select(one => one.Header("Authorization")),
        ];
        sent.ShouldNotBeEmpty();
        return sent;
    }

    private static ScriptedAnswer Json(string text) =>
        new() { ContentType = "application/json", Body = Encoding.UTF8.GetBytes(text) };
}
