using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Keeping;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Updates;

/// <summary>Takes updates back.</summary>
internal sealed class RollbackCommand : BerryCommand
{
    private readonly RootOption _root = new();

    private readonly Argument<string[]> _names = new("file")
    {
        Description = "The new files or the old ones by their paths, or updates by their ids.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public RollbackCommand()
        : base(
            "rollback",
            "Brings the version before an update back, with its records and links; the newer one is kept.",
            "berry rollback models/loras/ink_v2.safetensors"
        )
    {
        Add(_names);
        Add(_root);
        Add(new RollbackListCommand());
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var names = run.GetAll(_names);
        if (names.Length == 0)
        {
            throw new LibraryException(
                FailureCode.Usage,
                "'berry rollback' needs a file or the id of an update; see 'berry rollback list'."
            );
        }

        using var library = CommandRun.OpenLibrary();
        var outcomes = await library.Updates.RollBackAsync(names, run.Get(_root), cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(RollbackDocument.From(outcomes), BerryJson.Default.RollbackDocument);
        }

        foreach (var outcome in outcomes)
        {
            if (outcome.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!run.Output.IsJson)
            {
                var update = outcome.Update!;
                var line =
                    $"{PathText.Of(update.OldPath)}: {update.FromName ?? $"version {update.FromVersion}"} is back; version {update.ToVersion} is not offered any more ('berry updates set … --follow' changes that)";
                StandardOutput.Line(outcome.Note is null ? line : $"{line}; {outcome.Note}");
            }
        }

        return outcomes.Select(outcome => outcome.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }
}

/// <summary>Shows the updates that were done.</summary>
internal sealed class RollbackListCommand : BerryCommand
{
    private readonly RootOption _root = new();

    public RollbackListCommand()
        : base("list", "Shows the updates that were done.", "berry rollback list") => Add(_root);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var updates = library.Updates.List(run.Get(_root));
        if (run.Output.IsJson)
        {
            StandardOutput.Json(RollbackDocument.From(updates), BerryJson.Default.RollbackDocument);
        }
        else
        {
            TableView.Write(
                ["id", "from", "to", "state", Column.Path("file")],
                updates.Select(update =>
                    (string[])
                        [
                            update.Id,
                            update.FromName ?? $"{update.FromVersion}",
                            update.ToName ?? $"{update.ToVersion}",
                            PastUpdateRow.Word(update).Replace('_', ' '),
                            update.NewPath,
                        ]
                ),
                "no updates were done."
            );
        }

        return Task.FromResult(0);
    }
}
