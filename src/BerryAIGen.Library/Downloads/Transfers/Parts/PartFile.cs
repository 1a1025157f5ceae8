using BerryAIGen.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>
/// The part on the disk, which bytes of it are there, and their hashes. It is filled from its start by one connection, and
/// then its length says what is there; or at several places by several, and then <see cref="RangeLog"/> does.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly FrontHasher _hasher;
    private readonly ByteRanges _arrived;
    private readonly Lock _gate = new();
    private readonly Lock _checkpoint = new();
    private RangeLog? _log;

    private PartFile(string path, SafeFileHandle file, HashKinds kinds, PartJournal? journal, DateTimeOffset now)
    {
        (Path, _file, Journal) = (path, file, journal);
        _hasher = new FrontHasher(file, kinds);
        _arrived = PartContent.Read(path, RandomAccess.GetLength(file), journal, now);
    }

    internal string Path { get; }

    /// <summary>Bytes from the start without a gap.</summary>
    internal long Front
    {
        get
        {
            lock (_gate)
            {
                return _arrived.Front;
            }
        }
    }

    /// <summary>All bytes that are there.</summary>
    internal long Arrived
    {
        get
        {
            lock (_gate)
            {
                return _arrived.Total;
            }
        }
    }

    /// <summary>What is known of the part, null before the first answer.</summary>
    internal PartJournal? Journal { get; set; }

    /// <summary>True once bytes of another host or address were put behind those that were there.</summary>
    internal bool IsJoined { get; set; }

    /// <summary>True when nothing is missing; false while the size is unknown.</summary>
    internal bool IsComplete => Journal?.Size == Front;

    public void Dispose()
    {
        _log?.Dispose();
        _hasher.Dispose();
        _file.Dispose();
    }

    /// <exception cref="IOException">The part cannot be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal static PartFile Open(string path, HashKinds kinds, DateTimeOffset now)
    {
        var journal = PartJournal.Find(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var part = new PartFile(path, file, kinds, journal, now);
        part.OpenLog(now);
        return part;
    }

    /// <summary>What is missing of a file of this size.</summary>
    internal IReadOnlyList<ByteRange> Gaps(long size)
    {
        lock (_gate)
        {
            return [.. _arrived.Gaps(size)];
        }
    }

    /// <summary>From now on bytes may come at several places; room for all of them is taken at once.</summary>
    internal void Scatter(long size, DateTimeOffset now)
    {
        if (_log is null)
        {
            // One that an earlier part of this name left would count as soon as the journal tells of ranges.
            RangeLog.Delete(Path);
        }

        Journal = Journal! with { Ranges = [], ReservedBytes = Preallocation.TryReserve(_file, size) ? size : null };
        OpenLog(now);
    }

    /// <summary>Writes bytes of the file; several writers may do so at once, each at its own place.</summary>
    internal void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, offset);
        var range = new ByteRange(offset, offset + bytes.Length);
        lock (_gate)
        {
            _arrived.Add(range);
            _log?.Append(range);
            _hasher.Follow(_arrived.Front);
        }
    }

    /// <summary>Throws away every byte: the server's file is another one, or cannot be continued.</summary>
    internal void Restart(DateTimeOffset now)
    {
        lock (_gate)
        {
            // In this order, so that a process killed in between never takes old ranges for new bytes.
            _log?.Clear();
            _arrived.Clear();
            if (Journal is { Ranges: not null } journal)
            {
                Journal = journal with { Bytes = 0, Ranges = [], ReservedBytes = null, Updated = now };
                Journal.Write(Path);
            }

            RandomAccess.SetLength(_file, 0);
            _hasher.Restart();
            IsJoined = false;
        }
    }

    /// <summary>Throws away every byte and what was known of them.</summary>
    internal void Forget(DateTimeOffset now)
    {
        Restart(now);
        _log?.Dispose();
        (_log, Journal) = (null, null);
        PartJournal.Delete(Path);
    }

    /// <summary>Brings what is there to the disk and then says so in the journal.</summary>
    internal void Checkpoint(DateTimeOffset now)
    {
        lock (_checkpoint)
        {
            if (Journal is not { } journal)
            {
                return;
            }

            var (ranges, front) = Snapshot();
            RandomAccess.FlushToDisk(_file);
            Journal = journal with { Bytes = front, Ranges = journal.Ranges is null ? null : ranges, Updated = now };
            Journal.Write(Path);
        }
    }

    /// <summary>Cuts off what lies behind the last byte that counts: half a block of a failed write, or bytes not trusted.</summary>
    internal void Trim()
    {
        var (ranges, _) = Snapshot();
        var end = ranges.Count == 0 ? 0 : ranges[^1].To;
        if (RandomAccess.GetLength(_file) > end)
        {
            RandomAccess.SetLength(_file, end);
        }
    }

    /// <summary>A part without a byte is of no use to a later run.</summary>
    internal void RemoveIfEmpty()
    {
        if (Arrived == 0)
        {
            File.Delete(Path);
            PartJournal.Delete(Path);
        }
    }

    /// <summary>Lets the hashes begin with what an earlier run left, while the rest arrives.</summary>
    internal void StartHashing() => _hasher.Follow(Front);

    /// <summary>Ends the hashes; possible once.</summary>
    internal Task<FileHashes> FinishAsync(CancellationToken cancellationToken)
    {
        _hasher.Follow(Front);
        return _hasher.FinishAsync(cancellationToken);
    }

    private void OpenLog(DateTimeOffset now)
    {
        if (Journal?.Ranges is not null && _log is null)
        {
            // The journal takes over what the old log or the length said, before a byte is written elsewhere.
            Checkpoint(now);
            _log = RangeLog.Create(Path);
        }
    }

    private (IReadOnlyList<ByteRange> Ranges, long Front) Snapshot()
    {
        lock (_gate)
        {
            return (_arrived.ToList(), _arrived.Front);
        }
    }
}
