using System.Collections.Concurrent;

namespace BerryAIGen.Library.Records;

/// <summary>Folds a journal once for all who ask, until it is written again.</summary>
internal sealed class RootRecordCache
{
    private readonly ConcurrentDictionary<string, (long Length, DateTime Written, RootRecord Record)> _known = new(
        StringComparer.Ordinal
    );

    /// <exception cref="IOException">The journal is there and cannot be read.</exception>
    public RootRecord Read(RecordRoot root)
    {
        // Looked at before it is read: what is added in between is seen the next time.
        var journal = new FileInfo(root.Journal.Path);
        var (length, written) = journal.Exists ? (journal.Length, journal.LastWriteTimeUtc) : (0, default);
        if (_known.TryGetValue(root.Path, out var known) && (known.Length, known.Written) == (length, written))
            return known.Record;
        var record = RootRecord.Read(root);
        _known[root.Path] = (length, written, record);
        return record;
    }
}
