using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Graph;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Cli.Commands.Images;

/// <summary>Says which models pictures were made with, which are here, and where the others may be had.</summary>
internal sealed class ImageModelsCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Pictures, videos, or text files with a copied recipe.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly GraphPlaceOptions _place = new();
    private readonly FlagOption _offline = new("--offline", "Ask nothing over the network.");
    private readonly ApiKeyOption _key = new();

    public ImageModelsCommand()
        : base(
            "models",
            "Shows the models that pictures were made with.",
            "berry image models picture.png ComfyUI_00001_.png",
            "berry image models picture.png --root ComfyUI --offline --json"
        )
    {
        Add(_files);
        foreach (var option in (Option[])[.. _place.All, _offline, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key), isOffline: run.Get(_offline));
        var request = new PictureRequest(run.Get(_files))
        {
            Target = _place.From(run),
            IsLocal = library.Options.Network.IsOffline,
        };
        var report = await library.Pictures.FindAsync(request, cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(ImageModelsDocument.From(report), BerryJson.Default.ImageModelsDocument);
        }
        else
        {
            ImageModelsView.Write(report);
        }

        ImageModelsView.WriteRemarks(report);
        return report.Pictures.Select(picture => picture.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }
}
