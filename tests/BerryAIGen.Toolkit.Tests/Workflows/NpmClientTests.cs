using System.Diagnostics;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>The published client of Civitai's orchestrator, with this server in the orchestrator's place.</summary>
public sealed class NpmClientTests
{
    private const string Source = "tests/BerryAIGen.Toolkit.Tests/Workflows/CivitaiClient";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Folder =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "berryaigen-tests/civitai-client"
        );

    [Fact]
    public async Task The_published_client_submits_waits_queries_patches_tags_cancels_and_moves_files()
    {
        InstalledTools.Require(
            File.Exists(Path.Combine(Folder, "installed.json")),
            $"No @civitai/client in {Folder}: test.sh installs it when npm is there."
        );
        var program = InstalledTools.Require("node");
        OwnOrchestrator.RequireVips();
        await using var story = await OwnOrchestrator.StartAsync();
        await story.Server.SendAsync("GET", "/api/health");
        var start = new ProcessStartInfo(
            program,
            [
                Path.Combine(RepositoryRoot.Path, Source, "drive.mjs"),
                story.Server.Http.BaseAddress!.ToString().TrimEnd('/'),
                await story.NewKeyAsync("npm"),
                Folder,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_NO_WARNINGS"] = "1";
        start.Environment["SLOW_PICTURE"] = story.HeldPicture.ToString();

        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(Stop);
        var output = await node.StandardOutput.ReadToEndAsync(Stop);
        await node.WaitForExitAsync(Stop);

        node.ExitCode.ShouldBe(0, await errors);
        JsonNode
            .Parse(output)!
            .AsArray()
            .Select(done => done!.ToString())
            .ShouldBe([
                "blob uploaded",
                "estimated",
                "submitted and waited",
                "submitted once",
                "queried",
                "patched",
                "tagged",
                "cancelled",
                "blobs",
                "recipe",
                "refused and deleted",
            ]);
    }
}
