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
    private readonly LockOption _lock = new();
    private readonly SkipOption _skip = new();
    private readonly DownloadFlags _flags = new();
    private readonly FlagOption _allowOutside = new(
        "--allow-outside",
        "Let the file name any folder, not only its own and the root's."
    );

    public BatchCommand()
        : base(
            "batch",
            "Downloads everything that a file lists.",
            "berry batch civitai_models_config.json",
            "berry batch civitai_models_config.json --skip-existing --json"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[.. _target.ForWriting, _skip, _lock, .. _flags.All, _allowOutside])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = _flags.Open(run);
        _lock.Check(run, library);
        var isInput = run.Get(_file) == StandardInput;
        var request = new BatchRequest
        {
            Path = isInput ? "standard input" : run.Get(_file),
            Text = isInput ? await Console.In.ReadToEndAsync(cancellationToken) : null,
            Target = _target.From(run),
            OnConflict = _flags.SaidConflict(run),
            SkipsExisting = run.Get(_skip),
            Archives = _flags.Archives(run),
            Sidecars = _flags.Sidecars(run),
            AcceptsDanger = _flags.AcceptsDanger(run),
            AllowsOutside = run.Get(_allowOutside),
            IsDryRun = _flags.IsDryRun(run),
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
