using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Keeping.Kept;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Deletes what lies in the trash or the quarantine for good.</summary>
internal abstract class KeptEmptyCommand : BerryCommand
{
    private readonly string _place;
    private readonly Func<FileKeeping, KeptFiles> _choose;
    private readonly RootOption _root = new();
    private readonly AgeOption _age = new("--older-than", "Only what lies there longer: 30d, 12h.");
    private readonly FlagOption _apply = new("--apply", "Do it; without this it is only shown.");

    private readonly Argument<string[]> _names = new("id")
    {
        Description = "Ids as 'list' shows them; none means everything.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    protected KeptEmptyCommand(string place, Func<FileKeeping, KeptFiles> choose)
        : base(
            "empty",
            $"Deletes what lies in the {place} for good; a dry run unless --apply is given.",
            $"berry {place} empty --older-than 30d"
        )
    {
        (_place, _choose) = (place, choose);
        foreach (var option in (Option[])[_root, _age, _apply])
        {
            Add(option);
        }

        Add(_names);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var isApplied = run.Get(_apply);
        var outcomes = await _choose(library.Keeping)
            .EmptyAsync(
                run.GetAll(_names),
                run.Get(_root),
                run.Get(_age) ?? TimeSpan.Zero,
                isApplied,
                cancellationToken
            );
        var code = KeptReport.Write(outcomes, isApplied ? "deleted" : "would_delete", run.Output);
        if (!isApplied && outcomes.Any(outcome => outcome.Failure is null))
        {
            StandardOutput.Message("berry: nothing was deleted; add --apply to do it.");
        }
        else if (outcomes.Count == 0)
        {
            StandardOutput.Message($"berry: there is nothing to delete in the {_place}.");
        }

        return code;
    }
}

internal sealed class TrashEmptyCommand() : KeptEmptyCommand("trash", keeping => keeping.Trash);

internal sealed class QuarantineEmptyCommand() : KeptEmptyCommand("quarantine", keeping => keeping.Quarantine);

internal sealed class VersionsEmptyCommand() : KeptEmptyCommand("versions", keeping => keeping.Versions);
