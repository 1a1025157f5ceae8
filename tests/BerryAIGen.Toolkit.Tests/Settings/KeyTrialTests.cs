using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Toolkit.Tests.Settings;

/// <summary>Keys are tried at their source, and nowhere else, before they are stored.</summary>
public sealed class KeyTrialTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Keys = "/api/settings/keys";
    private const string Wrong = "0123456789abcdef0123456789abWXYZ";

    private static readonly ScriptedAnswer Page = ScriptedAnswer.Html("<h1>We are adjusting a few things</h1>");

    [Theory]
    [InlineData("civitai", "sandbox-key", "Civitai")]
    [InlineData("huggingface", "hf_sandbox_plain", "Hugging Face")]
    [InlineData("orchestrator", "sandbox-key", "The orchestrator")]
    public async Task A_source_says_which_key_it_knows_and_one_that_it_rejects_is_not_stored(
        string source,
        string known,
        string name
    )
    {
        await using var toolkit = await StartAsync(
            sandbox.Server.CivitaiUrl,
            sandbox.Server.HuggingFaceUrl,
            sandbox.Server.OrchestratorUrl
        );

        var refused = await toolkit.FailAsync(
            HttpMethod.Put,
            $"{Keys}/{source}",
            HttpStatusCode.Forbidden,
            Wish(Wrong)
        );
        var nothing = await toolkit.GetAsync(Keys);
        var accepted = await PutAsync(toolkit, source, Wish(known));
        var all = await PutAsync(toolkit, source, Wish(Wrong, isUnchecked: true));

        refused["code"]!.ToString().ShouldBe("auth");
        refused["message"]!.ToString().ShouldStartWith($"{name} does not accept this key");
        refused["message"]!.ToString().ShouldEndWith("It was not stored.");
        refused.ToJsonString().ShouldNotContain(Wrong);
        nothing["keys"]!.AsArray().ShouldAllBe(key => !key!["stored"]!.GetValue<bool>());
        (accepted["check"]!["state"]!.ToString(), Row(accepted, source)["stored"]!.GetValue<bool>()).ShouldBe(
            ("valid", true)
        );
        all["check"]!["state"]!.ToString().ShouldBe("unknown");
        all["check"]!["message"]!.ToString().ShouldContain("not asked");
        Row(all, source)["masked"]!.ToString().ShouldBe("***WXYZ");
    }

    [Theory]
    [InlineData("civitai", "/api/v1/me")]
    [InlineData("huggingface", "/api/whoami-v2")]
    [InlineData("orchestrator", "/v2/consumer/workflows")]
    public async Task What_says_nothing_of_a_key_rejects_none(string source, string route)
    {
        await using var site = await ScriptedServer.StartAsync();
        site.On(route, Page);
        await using var toolkit = await StartAsync(site.Url, site.Url, site.Url);

        var stored = await PutAsync(toolkit, source, Wish(Wrong));

        stored["check"]!["state"]!.ToString().ShouldBe("unknown");
        stored["check"]!["message"]!.ToString().ShouldEndWith("It is stored all the same.");
        Row(stored, source)["stored"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("civitai")]
    [InlineData("huggingface")]
    [InlineData("orchestrator")]
    public async Task A_source_that_cannot_be_reached_keeps_no_key_away(string source)
    {
        Uri nobody;
        await using (var gone = await ScriptedServer.StartAsync())
            nobody = gone.Url;
        await using var toolkit = await StartAsync(nobody, nobody, nobody);

        var stored = await PutAsync(toolkit, source, Wish(Wrong));

        stored["check"]!["state"]!.ToString().ShouldBe("unknown");
        stored["check"]!["message"]!.ToString().ShouldStartWith("Nobody knows whether ");
        Row(stored, source)["stored"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("civitai", "/api/v1/me")]
    [InlineData("huggingface", "/api/whoami-v2")]
    [InlineData("orchestrator", "/v2/consumer/workflows")]
    public async Task A_key_does_not_follow_to_another_host(string source, string route)
    {
        await using var other = await ScriptedServer.StartAsync();
        other.On(route, ScriptedAnswer.Json("""{"id":1,"name":"somebody","items":[]}"""));
        await using var site = await ScriptedServer.StartAsync();
        site.On(route, ScriptedAnswer.Redirect(other.At(route)));
        await using var toolkit = await StartAsync(site.Url, site.Url, site.Url);

        var stored = await PutAsync(toolkit, source, Wish(Wrong));

        stored["check"]!["state"]!.ToString().ShouldBe("unknown");
        site.Requests.ShouldContain(one => one.Header("Authorization") == $"Bearer {Wrong}");
        other.Requests.ShouldAllBe(one => one.Header("Authorization") == null && !one.Path.Contains(Wrong));
    }

    private static Task<RunningToolkit> StartAsync(Uri civitai, Uri hub, Uri orchestrator) =>
        RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = civitai.AbsoluteUri,
                ["BERRY_HF_URL"] = hub.AbsoluteUri,
                ["BERRY_ORCHESTRATOR_URL"] = orchestrator.AbsoluteUri,
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            }
        );

    private static async Task<JsonNode> PutAsync(RunningToolkit toolkit, string source, JsonNode wish)
    {
        var (status, body) = await toolkit.SendAsync("PUT", $"{Keys}/{source}", wish.ToJsonString());
        status.ShouldBe(200, body.ToJsonString());
        return body;
    }

    private static JsonNode Row(JsonNode told, string source) =>
        told["keys"]!.AsArray().Single(key => key!["source"]!.ToString() == source)!;

    private static JsonObject Wish(string key, bool isUnchecked = false) =>
        isUnchecked ? new() { ["key"] = key, ["unchecked"] = true } : new() { ["key"] = key };
}
