namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>Says which bytes of a part that is found may be trusted.</summary>
internal static class PartContent
{
    internal static ByteRanges Read(string path, long length, PartJournal? journal, DateTimeOffset now)
    {
        // A part without a journal is taken as it is; one whose journal is damaged may be as well.
        if (journal is null)
        {
            return Start(PartJournal.Exists(path) ? 0 : length);
        }

        // What a process wrote before it was killed is there; after a crash of the machine only what the journal calls
        // flushed is.
        var isAlive = journal.IsOfThisBoot(now);
        if (journal.Ranges is not { } flushed)
        {
            return Start(isAlive ? length : Math.Min(length, journal.Bytes));
        }

        var told = isAlive ? flushed.Concat(RangeLog.Read(path)) : flushed;
        return new ByteRanges(told.Select(range => range with { To = Math.Min(range.To, length) }));
    }

    /// <summary>How much of the disk a part that somebody else fills already has.</summary>
    internal static long PaidBytes(string path)
    {
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        return length == 0 ? 0
            : PartJournal.Find(path) is not { Ranges: { } ranges } journal ? length
            : journal.ReservedBytes ?? ranges.Sum(range => range.Length);
    }

    private static ByteRanges Start(long length) => new(new ByteRange(0, length));
}
