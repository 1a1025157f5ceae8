using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Recorded;

/// <summary>Recorded error bodies and the empty list, byte for byte.</summary>
public sealed class RecordedErrorTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("error__401-download-login-required__issue.json", 401, "api/download/models/6100021")]
    [InlineData("error__404-model-version-not-found__issue.json", 404, "api/v1/model-versions/5")]
    [InlineData("error__404-model-version-not-found__issue.json", 404, "api/v1/model-versions/by-hash/0000000000")]
    [InlineData("error__500-empty-error-object__issue.json", 500, "api/v1/vault/all?types=LORA&token=sandbox-key")]
    [InlineData("images-list__empty__issue.json", 200, "api/v1/images?modelVersionId=5")]
    public async Task A_recorded_body_is_what_the_sandbox_sends(string file, int status, string address)
    {
        var recorded = await File.ReadAllTextAsync(
            Path.Combine(OpenCases.Require("site-api"), file),
            TestContext.Current.CancellationToken
        );
        using var client = new SandboxClient(sandbox.Server);

        using var response = await client.GetAsync(address);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(recorded.Trim());
    }

    [Fact]
    public async Task Every_recorded_word_is_in_the_lists()
    {
        var recorded = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(OpenCases.Require("site-api"), "enums-get__2026-03__lora-manager.json"),
                TestContext.Current.CancellationToken
            )
        )!;
        using var client = new SandboxClient(sandbox.Server);

        var sent = await client.JsonAsync("api/v1/enums");

        foreach (var (name, words) in recorded.AsObject())
            Words(words).Except(Words(sent[name])).ShouldBeEmpty(name);
        Words(sent["BaseModel"]).Count().ShouldBe(99);
        Words(sent["ModelType"]).Count().ShouldBe(23);
    }

    private static IEnumerable<string> Words(JsonNode? list) =>
        list!.AsArray().Select(word => word!.GetValue<string>());
}
