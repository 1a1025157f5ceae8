using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Cli.Commands.Models;

/// <summary>Writes down what a person says a model is; it counts before the header from then on.</summary>
internal sealed class ModelSetCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A model file, or the folder of one model." };
    private readonly TextOption _type = new("--type", "What it is, such as lora.", "word");
    private readonly TextOption _base = new("--base", "What it belongs to, such as sdxl.", "word");
    private readonly TextOption _format = new("--format", "How its tensors are named.", "text");
    private readonly TextOption _variant = new("--variant", "Which of several it is.", "text");
    private readonly FlagOption _clear = new("--clear", "Forget what was said; the header counts again.");

    public ModelSetCommand()
        : base(
            "set",
            "Says what a model is, where its header is not known or wrong.",
            "berry model set models/checkpoints/dreamshaper_8.safetensors --type main --base sd1"
        )
    {
        Add(_file);
        Add(_type);
        Add(_base);
        Add(_format);
        Add(_variant);
        Add(_clear);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var path = run.Get(_file);
        var word = new IdentityOverride
        {
            Type = run.Get(_type),
            Base = run.Get(_base),
            Format = run.Get(_format),
            Variant = run.Get(_variant),
        };
        using var library = CommandRun.OpenLibrary();
        if (run.Has(_clear))
        {
            library.Identification.Clear(path);
        }
        else if (word == new IdentityOverride())
        {
            throw new LibraryException(
                FailureCode.Usage,
                "Nothing was said: give at least one of --type, --base, --format, --variant, or --clear."
            );
        }
        else
        {
            library.Identification.Set(path, word);
        }

        Show(run, library.Identification.Inspect(path));
        return Task.FromResult(0);
    }

    private static void Show(CommandRun run, InspectedFile file)
    {
        var document = InspectDocument.From(file);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(document, BerryJson.Default.InspectDocument);
        }
        else
        {
            StandardOutput.Line($"{file.Path}: type {document.Type}, base {document.Base}");
        }
    }
}
