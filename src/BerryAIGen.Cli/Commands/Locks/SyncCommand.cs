using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Locks;

namespace BerryAIGen.Cli.Commands.Locks;

/// <summary>Brings this machine to what a lock lists.</summary>
internal sealed class SyncCommand : BerryCommand
{
    private readonly Argument<string?> _file = new("file")
    {
        Description = $"The lock file; default {LockFile.DefaultName}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly TargetOptions _target = new();
    private readonly FlagOption _verify = new("--verify", "Read every file again, whatever its record says.");
    private readonly FlagOption _frozen = new("--frozen", "Ask the network for the files' bytes and for nothing else.");
    private readonly FlagOption _prune = new("--prune", "Move downloads that the lock does not list to the trash.");
    private readonly FlagOption _allowEmpty = new("--allow-empty", "Let --prune obey a lock that lists nothing.");
    private readonly FlagOption _dryRun = new("--dry-run", "Show what would be done; transfer and write nothing.");
    private readonly ApiKeyOption _key = new();

    public SyncCommand()
        : base(
            "sync",
            "Brings a root to exactly what a lock lists: downloads, verifies, deletes nothing.",
            "berry sync --root models",
            "berry sync berry.lock --root models --frozen --json",
            "berry sync --root models --prune --dry-run"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[.. _target.ForSyncing, _verify, _frozen, _prune, _allowEmpty, _dryRun, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var request = new SyncRequest
        {
            Path = run.Find(_file) ?? LockFile.DefaultName,
            Target = _target.From(run),
            Verifies = run.Get(_verify),
            IsFrozen = run.Get(_frozen),
            Prunes = run.Get(_prune),
            AllowsEmpty = run.Get(_allowEmpty),
            IsDryRun = run.Get(_dryRun),
        };
        SyncOutcome outcome;
        await using (var view = await ProgressView.StartAsync())
        {
            outcome = await library.Locks.SyncAsync(request, view, cancellationToken);
        }

        return LockReport.Write(outcome, request, run.Output);
    }
}
