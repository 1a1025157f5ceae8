using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Civitai;
using BerryAIGen.Cli.Demo;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Shell;

/// <summary>Shows the main job from end to end, with no network and no account.</summary>
internal sealed class DemoCommand()
    : BerryCommand("demo", "Shows the main job against a stand-in for Civitai on this machine.", "berry demo")
{
    // Together about two seconds: enough to watch a bar.
    private const long LargeFileBytes = 40_000_000;
    private const int BytesPerSecond = 20_000_000;

    // The stand-in's own models: a checkpoint of the size above, a LoRA, an embedding.
    private const string Checkpoint = "https://civitai.com/models/990001";
    private const string Lora = "urn:air:sdxl:lora:civitai:82098@87153";
    private const int EmbeddingVersion = 9208;

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProcess.StartAsync(LargeFileBytes, "demo", cancellationToken);
        await sandbox.LimitSpeedAsync(BytesPerSecond, cancellationToken);
        using var tree = new TemporaryTree();
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                CivitaiUrl = sandbox.Addresses.Civitai,
                AllowedHosts = [sandbox.Addresses.Storage.Host],
                Root = tree.Root.FullName,
            }
        );

        StandardOutput.Message($"A stand-in for Civitai answers at {sandbox.Addresses.Civitai}");
        StandardOutput.Message("No network, no account; everything below is real but the models.");
        await SearchAsync(library, cancellationToken);

        var items = new List<DownloadItem>();
        string[] references = [Checkpoint, Lora, await HashAsync(library, cancellationToken)];
        foreach (var reference in references)
        {
            Step($"berry download {reference} --root {tree.Root.Name}");
            foreach (var item in await DownloadAsync(library, reference, cancellationToken))
            {
                Tell(item);
                items.Add(item);
            }
        }

        Step($"tree {tree.Root.Name}");
        Terminal.Error.Write(tree.Draw());
        StandardOutput.Message("\nThe stand-in stops now, and the tree goes with it.");
        if (run.Output.IsJson)
        {
            StandardOutput.Json(DownloadDocument.From(items), BerryJson.Default.DownloadDocument);
        }

        return DownloadReport.ExitCodeOf(items);
    }

    private static async Task SearchAsync(BerryLibrary library, CancellationToken cancellationToken)
    {
        Step("berry civitai search --limit 5");
        var search = new ModelSearchParameters { Limit = 5 };
        var found = await library.Civitai.Models.SearchPageAsync(search, cancellationToken);
        TableView.Draw(Terminal.Error, SearchCommand.Columns, found.Items.Select(SearchCommand.Row));
    }

    private static async Task<string> HashAsync(BerryLibrary library, CancellationToken cancellationToken)
    {
        var version = await library.Civitai.Versions.GetAsync(EmbeddingVersion, cancellationToken);
        return version.Files[0].Hashes?.AutoV2
            ?? throw new LibraryException(FailureCode.Failed, $"Version {EmbeddingVersion} has no hash.");
    }

    private static async Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        BerryLibrary library,
        string reference,
        CancellationToken cancellationToken
    )
    {
        await using var view = await ProgressView.StartAsync();
        return await library.DownloadAsync(new DownloadRequest { References = [reference] }, view, cancellationToken);
    }

    private static void Tell(DownloadItem item) =>
        StandardOutput.Message(
            item.State == DownloadState.Completed
                ? $"{item.File}: verified by {item.VerifiedBy}, published, recorded"
                : $"{item.File ?? item.Reference}: {item.Reason}"
        );

    private static void Step(string text) => StandardOutput.Message($"\n$ {text}");
}
