namespace BerryAIGen.Library.Batches;

/// <summary>
/// One reading of a batch with all the lists that it names: eight short lists that name each other ten times stand for a
/// hundred million downloads, so what they stand for is counted, and every list is read once.
/// </summary>
internal sealed class BatchReading(CancellationToken cancellationToken)
{
    /// <summary>Entries and names of lists that one batch may stand for; far above what a person keeps.</summary>
    public const int MaxEntries = 100_000;

    /// <summary>Lists inside each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Text of all lists together; a model given by mistake is not read into memory.</summary>
    public const long MaxBytes = 16L << 20;

    private readonly List<string> _open = [];
    private readonly Dictionary<string, IReadOnlyList<BatchEntry>> _read = new(StringComparer.Ordinal);
    private int _entries;
    private int _refusals;
    private long _bytes;

    /// <summary>Counts what a list says before it is made.</summary>
    /// <exception cref="BatchLimitException">It is too much.</exception>
    public void Count(int entries = 1)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _entries += entries;
        if (_entries > MaxEntries)
            throw new BatchLimitException(
                $"{_open[0]} stands for more than {MaxEntries} downloads with the lists that it names; split it, or take out lists that name each other."
            );
    }

    /// <summary>Counts the text of a list before it is read.</summary>
    /// <exception cref="LibraryException">It is no list.</exception>
    public void CountBytes(string path, long bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _bytes += bytes;
        if (_bytes > MaxBytes)
            throw new BatchLimitException(
                $"{path} has {bytes >> 20} MiB and is no batch file; {MaxBytes >> 20} MiB are read at most, with all lists together."
            );
    }

    /// <summary>The outermost list, whose failures are those of the batch.</summary>
    public BatchFile Outermost(string path, Func<BatchFile> read)
    {
        _open.Add(path);
        return read();
    }

    /// <summary>The entries of a list that another one names.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="place">Where it is named, for messages.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>Its entries; when it cannot be read, one that says why.</returns>
    public IReadOnlyList<BatchEntry> Nested(string path, string place, Func<BatchFile> read)
    {
        Count();
        if (_read.TryGetValue(path, out var known))
        {
            Count(known.Count);
            return known;
        }

        if (_open.Contains(path))
            return Refused($"{place}: {path} contains itself; take it out of one of the lists.");
        if (_open.Count > MaxDepth)
            return Refused($"{place}: {path} is the {MaxDepth + 1}th list inside another; name it further out.");
        var refusals = _refusals;
        _open.Add(path);
        try
        {
            var nested = read();
            if (nested.Settings.HasAny)
                return Refused($"{place}: {path} has settings; only the outermost file may have them.");
            // What was refused on the way here may be right on another one.
            if (refusals == _refusals)
                _read[path] = nested.Entries;
            return nested.Entries;
        }
        catch (LibraryException problem) when (problem is not BatchLimitException)
        {
            return Refused($"{place}: {problem.Message}");
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }

        BatchEntry[] Refused(string message)
        {
            _refusals++;
            return [BatchEntry.Broken(place, message)];
        }
    }
}

/// <summary>A batch stands for more than is read; nothing of it is done.</summary>
internal sealed class BatchLimitException(string message) : LibraryException(FailureCode.Usage, message);
