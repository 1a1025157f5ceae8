using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class ResolveTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Theory]
    [InlineData("https://civitai.com/models/257749?modelVersionId=290640", "version", 257749, 290640)]
    [InlineData("urn:air:sdxl:checkpoint:civitai:257749@290640", "version", 257749, 290640)]
    [InlineData("257749", "model", 257749, null)]
    public async Task A_reference_is_taken_apart(string text, string kind, int modelId, int? versionId)
    {
        // A port where nobody listens: whoever asks the network fails.
        _home.Variables["BERRY_CIVITAI_URL"] = "http://127.0.0.1:9";

        var reference = (await _home.RunAsync("resolve", text, "--json")).ShouldExit(0).Json;

        reference.GetProperty("kind").GetString().ShouldBe(kind);
        reference.GetProperty("model_id").GetInt32().ShouldBe(modelId);
        var version = reference.GetProperty("version_id");
        (version.ValueKind == JsonValueKind.Null ? (int?)null : version.GetInt32()).ShouldBe(versionId);
    }

    [Fact]
    public async Task An_invalid_reference_is_printed_and_exits_2()
    {
        var run = await _home.RunAsync("resolve", "no such thing", "--json");

        var reference = run.ShouldExit(2).Json;
        reference.GetProperty("kind").GetString().ShouldBe("invalid");
        reference.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        run.Error.ShouldContain(reference.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task A_person_is_told_once_why_a_reference_is_none()
    {
        var run = await _home.RunAsync("resolve", "nonsense");

        run.ShouldExit(2).Output.ShouldMatch("^kind +invalid\n$");
        run.Error.ShouldContain("is not a reference");
    }

    [Fact]
    public async Task A_token_in_an_address_is_not_printed()
    {
        var run = await _home.RunAsync("resolve", "https://civitai.com/api/download/models/1?token=s3cr3t", "--json");

        (run.Output + run.Error).ShouldNotContain("s3cr3t");
    }

    [Fact]
    public async Task The_open_cases_of_addresses_are_read_alike()
    {
        var cases = OpenCases.List("urls").Where(c => c.Text("kind") is "model" or "version").Take(6).ToList();

        foreach (var open in cases)
        {
            var reference = (await _home.RunAsync("resolve", open.Text("url")!, "--json")).ShouldExit(0).Json;

            reference.GetProperty("model_id").ToString().ShouldBe(open.Text("modelId") ?? "", open.Id);
            reference.GetProperty("version_id").ToString().ShouldBe(open.Text("versionId") ?? "", open.Id);
        }
    }

    public void Dispose() => _home.Dispose();
}
