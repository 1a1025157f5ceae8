using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Refreshing;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Asks the sources anew what models are; what a person wrote stays.</summary>
internal sealed class RefreshCommand : BerryCommand
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Models and folders; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ApiKeyOption _key = new();

    public RefreshCommand()
        : base(
            "refresh",
            "Brings the records of models up to what their sources say; what you wrote in them stays.",
            "berry refresh models"
        )
    {
        Add(_paths);
        Add(_key);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var files = await library.Keeping.RefreshAsync(run.GetAll(_paths), cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(RefreshDocument.From(files), BerryJson.Default.RefreshDocument);
        }

        if (files.Count == 0)
        {
            StandardOutput.Message("berry: there are no models there.");
        }

        foreach (var file in files)
        {
            if (file.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!run.Output.IsJson)
            {
                StandardOutput.Line(Sentence(file));
            }
        }

        return files.Select(file => file.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }

    private static string Sentence(RefreshedFile file)
    {
        var state = file.State.ToString().ToLowerInvariant();
        var changes = file.Changes.Count == 0 ? "" : $" ({string.Join(", ", file.Changes)})";
        return file.Reason is null
            ? $"{PathText.Of(file.Path)}: {state}{changes}"
            : $"{PathText.Of(file.Path)}: {state}{changes}; {file.Reason}";
    }
}
