using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Versions.Replacing;

namespace BerryAIGen.Cli.Output;

/// <summary>Updates that were done, or what became of taking them back.</summary>
internal sealed record RollbackDocument(IReadOnlyList<PastUpdateRow> Updates)
{
    public static RollbackDocument From(IEnumerable<PastUpdate> updates) =>
        new([.. updates.Select(PastUpdateRow.From)]);

    public static RollbackDocument From(IEnumerable<RolledBackUpdate> outcomes) =>
        new([.. outcomes.Select(PastUpdateRow.From)]);
}

internal sealed record PastUpdateRow
{
    public string? Id { get; init; }

    /// <summary>done, rolled_back or failed.</summary>
    public required string State { get; init; }

    public DateTimeOffset? At { get; init; }

    public required string OldPath { get; init; }

    public string? NewPath { get; init; }

    public int? ModelId { get; init; }

    public string? ModelName { get; init; }

    public int? FromVersion { get; init; }

    public int? ToVersion { get; init; }

    public IReadOnlyList<LeftFile> Left { get; init; } = [];

    public string? Note { get; init; }

    public ErrorBody? Error { get; init; }

    public static PastUpdateRow From(PastUpdate update) =>
        new()
        {
            Id = update.Id,
            State = Word(update),
            At = update.At,
            OldPath = update.OldPath,
            NewPath = update.NewPath,
            ModelId = update.ModelId,
            ModelName = update.ModelName,
            FromVersion = update.FromVersion,
            ToVersion = update.ToVersion,
            Left = update.Left,
        };

    public static PastUpdateRow From(RolledBackUpdate outcome) =>
        outcome switch
        {
            { Update: { } update, Failure: null } => From(update) with { Note = outcome.Note },
            _ => new()
            {
                OldPath = outcome.Subject,
                State = "failed",
                Error = ErrorDocument.From(outcome.Failure!).Error,
            },
        };

    public static string Word(PastUpdate update) => update.IsRolledBack ? "rolled_back" : "done";
}
