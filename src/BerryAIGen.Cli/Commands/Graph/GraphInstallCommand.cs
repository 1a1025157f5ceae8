using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Graphs;

namespace BerryAIGen.Cli.Commands.Graph;

/// <summary>Downloads the models that a workflow lacks.</summary>
internal sealed class GraphInstallCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file")
    {
        Description = "A ComfyUI workflow, as the editor saves it or as the API takes it.",
    };

    private readonly GraphPlaceOptions _place = new();
    private readonly ConfidenceOption _confidence = new();
    private readonly LockOption _lock = new();
    private readonly DownloadFlags _flags = new();

    public GraphInstallCommand()
        : base(
            "install",
            "Downloads the models that a ComfyUI workflow needs and that are not here.",
            "berry graph install workflow.json --dry-run",
            "berry graph install workflow.json"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[.. _place.All, _confidence, _lock, .. _flags.All])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = _flags.Open(run);
        _lock.Check(run, library);
        var request = new GraphInstallRequest
        {
            Graph = new GraphRequest { Path = run.Get(_file), Target = _place.From(run) },
            LeastConfidence = run.Get(_confidence) ?? GraphInstallRequest.UsualConfidence,
            OnConflict = _flags.Conflict(run),
            Archives = _flags.Archives(run),
            Sidecars = _flags.Sidecars(run),
            AcceptsDanger = _flags.AcceptsDanger(run),
            IsDryRun = _flags.IsDryRun(run),
        };
        GraphInstallation done;
        await using (var view = await ProgressView.StartAsync())
        {
            done = await library.Graphs.InstallAsync(request, view, cancellationToken);
        }

        GraphView.WriteRemarks(done.Report);
        if (done.Items.Count == 0)
        {
            StandardOutput.Message("berry: no model of this workflow is missing.");
        }

        if (!request.IsDryRun)
        {
            _lock.Write(run, library, done.Items, request.Graph.Target);
        }

        return DownloadReport.Write(done.Items, run.Output);
    }
}
