using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Graph;
using BerryAIGen.Cli.Output;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Cli.Commands.Images;

/// <summary>Writes a copy of a picture whose recipe sites and other programs understand.</summary>
internal sealed class ImageWriteCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A PNG, JPEG or WebP; it is only read." };

    private readonly Option<string> _to = new("--to")
    {
        Description = "The copy; nothing is written over.",
        HelpName = "file",
        Required = true,
    };

    private readonly TextOption _from = new(
        "--from",
        "The picture or text whose recipe to write; default is the picture's own.",
        "file"
    );

    private readonly GraphPlaceOptions _place = new();

    public ImageWriteCommand()
        : base(
            "write",
            "Copies a picture with its recipe in the form of A1111, with the hashes of its models.",
            "berry image write ComfyUI_00001_.png --to for-civitai.png",
            "berry image write edited.png --from picture.png --to edited-with-recipe.png"
        )
    {
        Add(_file);
        Add(_to);
        Add(_from);
        foreach (var option in _place.All)
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var target = run.Get(_to)!;
        var recipe = await library.Pictures.WriteAsync(
            run.Get(_file),
            target,
            run.Get(_from),
            _place.From(run),
            cancellationToken
        );
        if (run.Output.IsJson)
        {
            var copy = library.Pictures.Read(target);
            StandardOutput.Json(new ImageDocument([ImageRow.From(copy)]), BerryJson.Default.ImageDocument);
            return 0;
        }

        var (known, all) = (
            recipe.Resources.Count(resource => resource is { Hash: not null, HashKind: not ResourceHashKinds.Blake3 }),
            recipe.Resources.Count
        );
        StandardOutput.Line($"{target}: {known} of {all} models have a hash.");
        return 0;
    }
}
