using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Takes models away with all that belongs to them, and can put them back.</summary>
internal sealed class TrashCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files, or folders that are one model.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public TrashCommand()
        : base(
            "trash",
            "Puts models with their records and previews into the trash, or shows, restores and empties it.",
            "berry trash models/checkpoints/dreamshaper_8.safetensors"
        )
    {
        Add(_files);
        Add(new TrashListCommand());
        Add(new TrashRestoreCommand());
        Add(new TrashEmptyCommand());
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var files = run.GetAll(_files);
        if (files.Length == 0)
        {
            throw new LibraryException(
                FailureCode.Usage,
                "'berry trash' needs files, or one of list, restore and empty; see 'berry trash --help'."
            );
        }

        using var library = CommandRun.OpenLibrary();
        var outcomes = await library.Keeping.Trash.PutAsync(files, reason: null, cancellationToken);
        return KeptReport.Write(outcomes, "trashed", run.Output);
    }
}
