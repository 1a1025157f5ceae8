using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Keeping.Kept;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Puts models from the trash or the quarantine back where they were.</summary>
internal abstract class KeptRestoreCommand : BerryCommand
{
    private readonly Func<FileKeeping, KeptFiles> _choose;
    private readonly RootOption _root = new();

    private readonly Argument<string[]> _names = new("id")
    {
        Description = "Ids as 'list' shows them, or the paths that the models had.",
        Arity = ArgumentArity.OneOrMore,
    };

    protected KeptRestoreCommand(string place, Func<FileKeeping, KeptFiles> choose)
        : base(
            "restore",
            $"Puts models from the {place} back where they were; nothing that is there is overwritten.",
            $"berry {place} restore 20261121-143012-ab12"
        )
    {
        _choose = choose;
        Add(_names);
        Add(_root);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var outcomes = await _choose(library.Keeping).RestoreAsync(run.Get(_names), run.Get(_root), cancellationToken);
        return KeptReport.Write(outcomes, "restored", run.Output);
    }
}

internal sealed class TrashRestoreCommand() : KeptRestoreCommand("trash", keeping => keeping.Trash);

internal sealed class QuarantineRestoreCommand() : KeptRestoreCommand("quarantine", keeping => keeping.Quarantine);
