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
    private readonly ConflictOption _conflict = new();
    private readonly ArchivesOption _archives = new();
    private readonly SidecarsOption _sidecars = new();
    private readonly LockOption _lock = new();
    private readonly TransferFlags _transfers = new();
    private readonly ApiKeyOption _key = new();
    private readonly FlagOption _allowUnsafe = new(
        "--allow-unsafe",
        "Download although a scan, Civitai's or our own, calls it dangerous."
    );
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan; transfer nothing." };

    public GraphInstallCommand()
        : base(
            "install",
            "Downloads the models that a ComfyUI workflow needs and that are not here.",
            "berry graph install workflow.json --dry-run",
            "berry graph install workflow.json"
        )
    {
        Add(_file);
        foreach (
            var option in (Option[])
                [
                    .. _place.All,
                    _confidence,
                    _conflict,
                    _archives,
                    _lock,
                    _sidecars,
                    .. _transfers.All,
                    _key,
                    _allowUnsafe,
                    _dryRun,
                ]
        )
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(
            run.Get(_key),
            settings => _transfers.From(run, settings),
            _transfers.IsOffline(run)
        );
        _lock.Check(run, library);
        var request = new GraphInstallRequest
        {
            Graph = new GraphRequest { Path = run.Get(_file), Target = _place.From(run) },
            LeastConfidence = run.Get(_confidence) ?? GraphInstallRequest.UsualConfidence,
            OnConflict = ConflictOption.RuleOf(run.Get(_conflict)),
            Archives = _archives.From(run),
            Sidecars = _sidecars.From(run),
            AcceptsDanger = run.Get(_allowUnsafe),
            IsDryRun = run.Get(_dryRun),
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
