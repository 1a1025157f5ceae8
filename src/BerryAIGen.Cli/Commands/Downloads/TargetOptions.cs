using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Where files go, the same options for every command that writes or lists models.</summary>
internal sealed class TargetOptions
{
    // The words are the definitions' own; these are only what a shell completes.
    private readonly TextOption _modelType = new("--model-type", "The folder: checkpoints, loras, vae …", "folder");
    private readonly TextOption _to = new("--to", "Exactly this folder, whatever the type.", "dir");
    private readonly TextOption _layout = new("--layout", "The application: comfyui, a1111, forge, sdnext …", "layout");
    private readonly TextOption _root = new("--root", "The application's folder or its models folder.", "dir");

    /// <summary>What a command that only reads folders takes.</summary>
    public IEnumerable<Option> ForReading => [_modelType, _layout, _root];

    /// <summary>What a command takes whose files say themselves what they are.</summary>
    public IEnumerable<Option> ForSyncing => [_to, _layout, _root];

    public IEnumerable<Option> ForWriting => [_modelType, _to, _layout, _root];

    public DownloadTarget From(CommandRun run, bool isReading = false) =>
        new()
        {
            ModelType = run.Get(_modelType),
            Folder = isReading ? null : run.Get(_to),
            Layout = run.Get(_layout),
            Root = run.Get(_root),
        };
}
