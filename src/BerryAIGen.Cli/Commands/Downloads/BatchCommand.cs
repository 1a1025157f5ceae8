using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Batches;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Downloads what a file lists.</summary>
internal sealed class BatchCommand : BerryCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string> _file = new("file")
    {
        Description = "A batch in JSON or YAML, or one reference per line; - reads standard input.",
    };

    private readonly TargetOptions _target = new();
    private readonly ConflictOption _conflict = new();
    private readonly SidecarsOption _sidecars = new();
    private readonly LockOption _lock = new();
    private readonly SkipOption _skip = new();
    private readonly ArchivesOption _archives = new();
    private readonly TransferFlags _transfers = new();
    private readonly ApiKeyOption _key = new();

    private readonly FlagOption _allowUnsafe = new(
        "--allow-unsafe",
        "Download although a scan, Civitai's or our own, calls it dangerous."
    );
    private readonly FlagOption _allowOutside = new(
        "--allow-outside",
        "Let the file name any folder, not only its own and the root's."
    );

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan; transfer nothing." };

    public BatchCommand()
        : base(
            "batch",
            "Downloads everything that a file lists.",
            "berry batch civitai_models_config.json",
            "berry batch civitai_models_config.json --skip-existing --json"
        )
    {
        Add(_file);
        foreach (
            var option in (Option[])
                [
                    .. _target.ForWriting,
                    _conflict,
                    _skip,
                    _archives,
                    _lock,
                    _sidecars,
                    .. _transfers.All,
                    _key,
                    _allowUnsafe,
                    _allowOutside,
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
        var isInput = run.Get(_file) == StandardInput;
        var request = new BatchRequest
        {
            Path = isInput ? "standard input" : run.Get(_file),
            Text = isInput ? await Console.In.ReadToEndAsync(cancellationToken) : null,
            Target = _target.From(run),
            OnConflict = run.Has(_conflict) ? ConflictOption.RuleOf(run.Get(_conflict)) : null,
            SkipsExisting = run.Get(_skip),
            Archives = _archives.From(run),
            Sidecars = _sidecars.From(run),
            AcceptsDanger = run.Get(_allowUnsafe),
            AllowsOutside = run.Get(_allowOutside),
            IsDryRun = run.Get(_dryRun),
        };
        BatchOutcome outcome;
        await using (var view = await ProgressView.StartAsync())
        {
            outcome = await library.Batches.RunAsync(request, view, cancellationToken);
        }

        if (!request.IsDryRun)
        {
            _lock.Write(run, library, outcome.Items, outcome.Target);
        }

        return BatchReport.Write(outcome, run.Output);
    }
}
