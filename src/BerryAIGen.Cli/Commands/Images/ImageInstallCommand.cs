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
    private readonly DownloadFlags _flags = new();

    public ImageInstallCommand()
        : base(
            "install",
            "Downloads the models that pictures were made with and that are not here.",
            "berry image install picture.png --dry-run",
            "berry image install picture.png"
        )
    {
        Add(_files);
        foreach (var option in (Option[])[.. _place.All, .. _flags.All])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = _flags.Open(run);
        var request = new PictureRequest(run.Get(_files))
        {
            Target = _place.From(run),
            IsLocal = library.Options.Network.IsOffline,
        };
        var options = new DownloadRequest
        {
            References = [],
            OnConflict = _flags.Conflict(run),
            Archives = _flags.Archives(run),
            Sidecars = _flags.Sidecars(run),
            AcceptsDanger = _flags.AcceptsDanger(run),
        };
        PictureInstallation done;
        await using (var view = await ProgressView.StartAsync())
        {
            done = await library.Pictures.InstallAsync(request, options, _flags.IsDryRun(run), view, cancellationToken);
        }

        ImageModelsView.WriteRemarks(done.Report);
        if (done.Items.Count == 0)
        {
            StandardOutput.Message("berry: no model of these pictures is missing.");
        }

        return DownloadReport.Write(done.Items, run.Output);
    }
}
