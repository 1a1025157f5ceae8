using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Organizing;

/// <summary>Tells the record of a root, where there is one, which models moved in it.</summary>
internal static class MoveRecord
{
    /// <summary>Never fails the run: an index finds moved files by themselves, it only has to look.</summary>
    /// <returns>The outcome, with a word on what could not be written down.</returns>
    public static OrganizeOutcome Add(OrganizeOutcome outcome, TimeProvider time)
    {
        var moved = outcome.Moves.Where(move => move.State == OrganizeState.Moved).ToArray();
        try
        {
            foreach (
                var group in moved
                    .Select(move => (Move: move, Root: RecordRoot.FindFor(move.To, time)))
                    .Where(row => row.Root is not null)
                    .GroupBy(row => row.Root!.Path, StringComparer.Ordinal)
            )
                Append(group.First().Root!, [.. group.Select(row => row.Move)]);
            return outcome;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            var why = $"the journal could not be written: {ex.Message}";
            return outcome with
            {
                Moves =
                [
                    .. outcome.Moves.Select(move =>
                        move.State == OrganizeState.Moved
                            ? move with
                            {
                                Reason = Sentences.Join(move.Reason, why),
                            }
                            : move
                    ),
                ],
            };
        }
    }

    private static void Append(RecordRoot root, OrganizeMove[] moves)
    {
        var known = RootRecord.Read(root);
        List<JournalFact> facts = [];
        foreach (var move in moves)
        {
            var (from, to) = (root.Relative(move.From), root.Relative(move.To));
            // A file that the record does not know is not made known by moving it, nor is a move told twice.
            if (known.Find(from) is not null && FileStat.Find(move.To) is { } stat)
                facts.Add(JournalFact.Of(FactWords.Moved, to, stat.Stamp) with { From = from });
        }

        // The renames are done: writing them down is no longer stopped by anybody.
        root.Journal.Append(facts);
    }
}
