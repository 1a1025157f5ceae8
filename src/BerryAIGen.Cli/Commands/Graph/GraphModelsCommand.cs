using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Graphs;

namespace BerryAIGen.Cli.Commands.Graph;

/// <summary>Says which models a workflow needs, which are here, and where the others may be had.</summary>
internal sealed class GraphModelsCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file")
    {
        Description = "A ComfyUI workflow, as the editor saves it or as the API takes it.",
    };

    private readonly GraphPlaceOptions _place = new();
    private readonly FlagOption _offline = new("--offline", "Ask nothing over the network.");
    private readonly ApiKeyOption _key = new();

    public GraphModelsCommand()
        : base(
            "models",
            "Shows the models that a ComfyUI workflow needs.",
            "berry graph models workflow.json",
            "berry graph models workflow.json --root ComfyUI --offline --json"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[.. _place.All, _offline, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key), isOffline: run.Get(_offline));
        var request = new GraphRequest
        {
            Path = run.Get(_file),
            Target = _place.From(run),
            IsLocal = library.Options.Network.IsOffline,
        };
        var report = await library.Graphs.FindAsync(request, cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(GraphDocument.From(report), BerryJson.Default.GraphDocument);
        }
        else
        {
            GraphView.Write(report);
        }

        GraphView.WriteRemarks(report);
        return 0;
    }
}
