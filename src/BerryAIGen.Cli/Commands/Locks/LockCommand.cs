using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Locks;

namespace BerryAIGen.Cli.Commands.Locks;

/// <summary>Writes down exactly which files there are to be.</summary>
internal sealed class LockCommand : BerryCommand
{
    private readonly Argument<string[]> _references = new("reference")
    {
        Description = "What to add to the lock; without any, the lock is what the records below the root say.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly TextOption _from = new("--from", "Lock what this batch file lists, and nothing else.", "batch");
    private readonly TextOption _file = new("--file", $"The lock file; default {LockFile.DefaultName}.", "file");
    private readonly TargetOptions _target = new();
    private readonly ApiKeyOption _key = new();

    public LockCommand()
        : base(
            "lock",
            "Writes down exactly which files a root is to have, byte for byte.",
            "berry lock 257749@290640 --root models",
            "berry lock --from civitai_models_config.json --root models",
            "berry lock --root models"
        )
    {
        Add(_references);
        foreach (var option in (Option[])[_from, _file, .. _target.ForWriting, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var references = run.GetAll(_references);
        if (references.Length > 0 && run.Has(_from))
        {
            throw new LibraryException(
                FailureCode.Usage,
                "References and --from both say what to lock; leave one out."
            );
        }

        var request = new LockRequest
        {
            Path = run.Get(_file) ?? LockFile.DefaultName,
            References = references,
            Batch = run.Get(_from),
            Target = _target.From(run),
        };
        return LockReport.Write(await library.Locks.LockAsync(request, cancellationToken), run.Output);
    }
}
