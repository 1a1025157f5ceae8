using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Finds out which models of Civitai local files are.</summary>
internal sealed class IdentifyCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ApiKeyOption _key = new();

    public IdentifyCommand()
        : base(
            "identify",
            "Asks Civitai by hash what files are.",
            "berry identify models/checkpoints/dreamshaper_8.safetensors"
        )
    {
        Add(_files);
        Add(_key);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var files = await library.IdentifyAsync(run.Get(_files), cancellationToken);
        if (run.Output.IsJson)
        {
            var document = new IdentifyDocument([.. files.Select(IdentifyRow.From)]);
            StandardOutput.Json(document, BerryJson.Default.IdentifyDocument);
        }

        foreach (var file in files)
        {
            if (file.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!run.Output.IsJson)
            {
                StandardOutput.Line(
                    file.IsFound ? $"{file.Path}: {file.ModelName}, {file.VersionName} ({file.BaseModel}) {file.Air}"
                    : file.MatchedBy is not null
                        ? $"{file.Path}: unknown to Civitai; the {file.MatchedBy} beside it says {file.ModelName}, {file.VersionName} ({file.BaseModel}), model {file.ModelId}, version {file.VersionId}"
                    : $"{file.Path}: unknown to Civitai"
                );
            }
        }

        return files.Select(f => f.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }
}
