using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Keeping.Kept;

namespace BerryAIGen.Cli.Output;

/// <summary>What lies in the trash or the quarantine, or what became of it.</summary>
/// <param name="Items">One per model.</param>
/// <param name="Bytes">All of those that were not refused.</param>
internal sealed record KeptDocument(IReadOnlyList<KeptRow> Items, long Bytes)
{
    public static KeptDocument From(IReadOnlyList<KeptRow> rows) =>
        new(rows, rows.Where(row => row.Error is null).Sum(row => row.Bytes ?? 0));
}

internal sealed record KeptRow
{
    public string? Id { get; init; }

    public required string Path { get; init; }

    /// <summary>trashed, quarantined, restored, would_delete, deleted or failed.</summary>
    public required string State { get; init; }

    public string? Root { get; init; }

    public DateTimeOffset? At { get; init; }

    public long? Bytes { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    public string? Reason { get; init; }

    public string? Note { get; init; }

    public ErrorBody? Error { get; init; }

    public static KeptRow From(KeptItem item, string state) =>
        new()
        {
            Id = item.Id,
            Path = item.Path,
            State = state,
            Root = item.Root,
            At = item.At,
            Bytes = item.SizeBytes,
            Files = item.Files,
            Reason = item.Reason,
        };

    public static KeptRow From(KeptOutcome outcome, string state) =>
        outcome switch
        {
            { Item: { } item, Failure: null } => From(item, state) with { Note = outcome.Note },
            { Failure: { } failure } => new()
            {
                Path = outcome.Subject,
                State = "failed",
                Error = ErrorDocument.From(failure).Error,
            },
            _ => new() { Path = outcome.Subject, State = state },
        };
}

/// <summary>The end of a command of the trash or the quarantine.</summary>
internal static class KeptReport
{
    public static int Write(IReadOnlyList<KeptOutcome> outcomes, string state, StandardOutput output)
    {
        if (output.IsJson)
        {
            var rows = outcomes.Select(outcome => KeptRow.From(outcome, state)).ToArray();
            StandardOutput.Json(KeptDocument.From(rows), BerryJson.Default.KeptDocument);
        }

        foreach (var outcome in outcomes)
        {
            if (outcome.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!output.IsJson)
            {
                StandardOutput.Line(Sentence(outcome, state));
            }
        }

        return outcomes.Select(outcome => outcome.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }

    private static string Sentence(KeptOutcome outcome, string state)
    {
        var item = outcome.Item!;
        var files = item.Files.Count == 1 ? "1 file" : $"{item.Files.Count} files";
        var line = $"{item.Path}: {state.Replace('_', ' ')}, {files}, {ByteText.Of(item.SizeBytes)} ({item.Id})";
        return outcome.Note is null ? line : $"{line}; {outcome.Note}";
    }
}
