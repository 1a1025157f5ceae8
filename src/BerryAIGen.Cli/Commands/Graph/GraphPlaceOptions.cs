using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Graph;

/// <summary>Where the models of a workflow are, or go; their folders are told by the nodes.</summary>
internal sealed class GraphPlaceOptions
{
    private readonly TextOption _layout = new("--layout", "The application: comfyui, a1111, forge, sdnext …", "layout");
    private readonly TextOption _root = new("--root", "The application's folder or its models folder.", "dir");

    public IEnumerable<Option> All => [_layout, _root];

    public DownloadTarget From(CommandRun run) => new() { Layout = run.Get(_layout), Root = run.Get(_root) };
}
