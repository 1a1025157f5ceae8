using BerryAIGen.Cli.Commands.Civitai;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>What each option of <c>berry civitai search</c> asks Civitai for.</summary>
public sealed class SearchTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    // In these words Civitai asks for a key.
    private static readonly string[] Personal = ["--favorites", "--hidden", "--followed"];

    /// <summary>An option, its value or none, and what the address then holds.</summary>
    public static TheoryData<string, string?, string> Options =>
        new()
        {
            { "--query", "red berry", "query=red%20berry" },
            { "--model-type", "checkpoint", "types=Checkpoint" },
            { "--tag", "anime", "tag=anime" },
            { "--username", "berrypicker", "username=berrypicker" },
            { "--base-model", "SDXL 1.0", "baseModels=SDXL%201.0" },
            { "--sort", "most-downloaded", "sort=Most%20Downloaded" },
            { "--period", "allTime", "period=AllTime" },
            { "--period-mode", "published", "periodMode=published" },
            { "--nsfw", null, "nsfw=true" },
            { "--nsfw", "false", "nsfw=false" },
            { "--limit", "7", "limit=7" },
            { "--cursor", "1|2|3", "cursor=1%7C2%7C3" },
            { "--page", "2", "page=2" },
            { "--favorites", null, "favorites=true" },
            { "--hidden", null, "hidden=true" },
            { "--ids", "257749,4201", "ids=257749,4201" },
            { "--version-ids", "290640", "modelVersionIds=290640" },
            { "--checkpoint-type", "merge", "checkpointType=Merge" },
            { "--status", "published", "status=Published" },
            { "--allow-commercial-use", "sell", "allowCommercialUse=Sell" },
            { "--availability", "public", "availability=Public" },
            { "--file-format", "safetensor", "fileFormats=SafeTensor" },
            { "--primary-file-only", null, "primaryFileOnly=true" },
            { "--supports-generation", null, "supportsGeneration=true" },
            { "--from-platform", null, "fromPlatform=true" },
            { "--early-access", null, "earlyAccess=true" },
            { "--archived", null, "archived=true" },
            { "--followed", null, "followed=true" },
            { "--needs-review", null, "needsReview=true" },
            { "--new-creators", null, "newCreators=true" },
        };

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_reaches_civitai(string option, string? value, string part)
    {
        string[] key = Personal.Contains(option) ? ["--api-key", "sandbox-key"] : [];
        string[] words = value is null ? [option] : [option, value];

        (await Home.RunAsync(["civitai", "search", .. words, .. key, "--json"])).ShouldExit(0);

        Sandbox.Server.Requests.All[0].Query.TrimStart('?').Split('&').ShouldContain(part);
    }

    [Fact]
    public void Every_option_is_tried()
    {
        var tried = Options.Select(row => row.Data.Item1).Distinct();

        tried.ShouldBe(new SearchOptions().All.Select(option => option.Name), ignoreOrder: true);
    }

    [Fact]
    public async Task A_repeated_option_asks_for_each_of_its_values()
    {
        string[] types = ["--model-type", "checkpoint", "--model-type", "lora"];

        (await Home.RunAsync(["civitai", "search", .. types, "--json"])).ShouldExit(0);

        var parts = Sandbox.Server.Requests.All[0].Query.TrimStart('?').Split('&');
        parts.ShouldContain("types=Checkpoint");
        parts.ShouldContain("types=LORA");
    }
}
