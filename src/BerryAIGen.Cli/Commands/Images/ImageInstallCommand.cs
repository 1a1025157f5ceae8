using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Commands.Graph;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Cli.Commands.Images;

/// <summary>Downloads the models that pictures were made with and that are not here.</summary>
internal sealed class ImageInstallCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Pictures, videos, or text files with a copied recipe.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly GraphPlaceOptions _place = new();
    private readonly ConflictOption _conflict = new();
    private readonly SidecarsOption _sidecars = new();
    private readonly TransferFlags _transfers = new();
    private readonly ApiKeyOption _key = new();
    private readonly FlagOption _allowUnsafe = new(
        "--allow-unsafe",
        "Download although a scan, Civitai's or our own, calls it dangerous."
    );
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan; transfer nothing." };

    public ImageInstallCommand()
        : base(
            "install",
            "Downloads the models that pictures were made with and that are not here.",
            "berry image install picture.png --dry-run",
            "berry image install picture.png"
        )
    {
        Add(_files);
        foreach (
            var option in (Option[])
                [.. _place.All, _conflict, _sidecars, .. _transfers.All, _key, _allowUnsafe, _dryRun]
        )
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(
            run.Get(_key),
            settings => _transfers.From(run, settings),
            _transfers.IsOffline(run)
        );
        var request = new PictureRequest(run.Get(_files))
        {
            Target = _place.From(run),
            IsLocal = library.Options.Network.IsOffline,
        };
        var options = new DownloadRequest
        {
            References = [],
            OnConflict = ConflictOption.RuleOf(run.Get(_conflict)),
            Sidecars = _sidecars.From(run),
            AcceptsDanger = run.Get(_allowUnsafe),
        };
        PictureInstallation done;
        await using (var view = await ProgressView.StartAsync())
        {
            done = await library.Pictures.InstallAsync(request, options, run.Get(_dryRun), view, cancellationToken);
        }

        ImageModelsView.WriteRemarks(done.Report);
        if (done.Items.Count == 0)
        {
            StandardOutput.Message("berry: no model of these pictures is missing.");
        }

        return DownloadReport.Write(done.Items, run.Output);
    }
}
