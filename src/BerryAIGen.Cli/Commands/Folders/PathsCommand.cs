using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Folders;

/// <summary>Shows the folders that ComfyUI searches, read from its settings as it reads them.</summary>
internal sealed class PathsCommand : BerryCommand
{
    private readonly TextOption _comfyUi = new("--comfyui", "The folder that holds ComfyUI.", "dir");
    private readonly TextsOption _extra = new(
        "--extra",
        "A further extra_model_paths.yaml, read behind its own.",
        "file"
    );

    public PathsCommand()
        : base("paths", "Shows where ComfyUI looks for models.", "berry paths --comfyui ComfyUI")
    {
        Add(_comfyUi);
        Add(_extra);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var folder =
            run.Get(_comfyUi)
            ?? throw new LibraryException(
                FailureCode.Usage,
                "'berry paths' needs --comfyui, the folder that holds ComfyUI; see 'berry paths --help'."
            );
        using var library = CommandRun.OpenLibrary();
        var found = library.Paths.Read("comfyui", folder, run.Get(_extra) ?? []);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(PathsDocument.From(found), BerryJson.Default.PathsDocument);
        }
        else
        {
            TableView.Write(
                ["type", Column.Path("folder")],
                found.Folders.Folders.SelectMany(f => f.Paths.Select(path => (string[])[f.Type, path]))
            );
        }

        foreach (var warning in found.Warnings)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        foreach (var problem in found.Problems)
        {
            StandardOutput.Message($"berry: ComfyUI does not start with this: {problem}");
        }

        return Task.FromResult(found.Problems.Count == 0 ? 0 : ExitCodes.Of(FailureCode.Failed));
    }
}
