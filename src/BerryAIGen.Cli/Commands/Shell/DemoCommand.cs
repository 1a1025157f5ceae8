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
    // Large enough to watch a bar, small enough for any disk.
    private const long LargeFileBytes = 300_000_000;

    // The stand-in's own models: a checkpoint of the size above, a LoRA, an embedding.
    private const string Checkpoint = "https://civitai.com/models/990001";
    private const string Lora = "urn:air:sdxl:lora:civitai:82098@87153";
    private const int EmbeddingVersion = 9208;

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxProcess.StartAsync(LargeFileBytes, cancellationToken);
        using var tree = new TemporaryTree();
        var settings = new LibraryOptions
        {
            CivitaiUrl = sandbox.Addresses.Civitai,
            AllowedHosts = [sandbox.Addresses.Storage.Host],
            Root = tree.Root.FullName,
        };
        using var library = new BerryLibrary(settings);

        Say($"A stand-in for Civitai answers at {settings.CivitaiUrl}: no network, no account.");
        Step("berry civitai search --limit 5");
        var found = await library
            .Civitai.Models.SearchAsync(new ModelSearchParameters { Limit = 5 }, cancellationToken)
            .Take(5)
            .ToListAsync(cancellationToken);
        Terminal.Error.Write(TableView.Create(SearchCommand.Headings, found.Select(SearchCommand.Row)));

        var embedding = await library.Civitai.Versions.GetAsync(EmbeddingVersion, cancellationToken);
        var hash =
            embedding.Files[0].Hashes?.Sha256
            ?? throw new LibraryException(FailureCode.Failed, "The stand-in has no hash.");
        var items = new List<DownloadItem>();
        foreach (var reference in (string[])[Checkpoint, Lora, hash])
        {
            Step($"berry download {reference}");
            items.AddRange(await DownloadAsync(library, reference, cancellationToken));
        }

        Step("the tree");
        Terminal.Error.Write(tree.Draw());
        return DownloadReport.Write(items, run.Output);
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

    private static void Say(string text) => StandardOutput.Message(text);

    private static void Step(string text) => StandardOutput.Message($"\n$ {text}");
}
