using BerryAIGen.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>The part on the disk: bytes are only ever added at its end, and the hashes follow them.</summary>
internal sealed class PartFile : IDisposable
{
    private const int ReadSize = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly HashKinds _kinds;
    private FileHasher _hasher;
    private long _hashed;

    private PartFile(string path, SafeFileHandle file, HashKinds kinds, PartJournal? journal, DateTimeOffset now)
    {
        (Path, _file, _kinds, Journal) = (path, file, kinds, journal);
        _hasher = new FileHasher(kinds);

        // After a crash of the machine only what the journal calls flushed is trusted; what a process wrote before it
        // was killed is there. A part without a journal is taken as it is; one whose journal is damaged may be as well.
        var length = RandomAccess.GetLength(file);
        Length =
            journal is null ? (PartJournal.Exists(path) ? 0 : length)
            : journal.IsOfThisBoot(now) ? length
            : Math.Min(length, journal.Bytes);
    }

    internal string Path { get; }

    /// <summary>Bytes from the start that belong to the file.</summary>
    internal long Length { get; private set; }

    /// <summary>What is known of the part, null before the first answer.</summary>
    internal PartJournal? Journal { get; set; }

    /// <summary>True when nothing is missing; false while the size is unknown.</summary>
    internal bool IsComplete => Journal?.Size == Length;

    public void Dispose()
    {
        _hasher.Dispose();
        _file.Dispose();
    }

    /// <exception cref="IOException">The part cannot be opened or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal static PartFile Open(string path, HashKinds kinds, DateTimeOffset now)
    {
        var journal = PartJournal.Find(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        return new PartFile(path, file, kinds, journal, now);
    }

    /// <summary>Hashes what an earlier run left, so that the hashes can follow the bytes again.</summary>
    internal async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(ReadSize, Math.Max(1, Length - _hashed))];
        while (_hashed < Length)
        {
            var wanted = (int)Math.Min(buffer.Length, Length - _hashed);
            var read = await RandomAccess
                .ReadAsync(_file, buffer.AsMemory(0, wanted), _hashed, cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"{Path} became shorter while it was read.");
            }

            _hasher.Append(buffer.AsSpan(0, read));
            _hashed += read;
        }
    }

    internal void Append(ReadOnlySpan<byte> block)
    {
        RandomAccess.Write(_file, block, Length);
        _hasher.Append(block);
        Length += block.Length;
        _hashed = Length;
    }

    /// <summary>Throws away every byte: the server's file is another one, or cannot be continued.</summary>
    internal void Restart()
    {
        RandomAccess.SetLength(_file, 0);
        _hasher.Dispose();
        _hasher = new FileHasher(_kinds);
        (_hashed, Length) = (0, 0);
    }

    /// <summary>Brings the first <paramref name="bytes"/> to the disk and then says so in the journal.</summary>
    internal void Checkpoint(long bytes, DateTimeOffset now)
    {
        if (Journal is not { } journal)
        {
            return;
        }

        RandomAccess.FlushToDisk(_file);
        Journal = journal with { Bytes = bytes, Updated = now };
        Journal.Write(Path);
    }

    /// <summary>Cuts off what lies behind <see cref="Length"/>: half a block of a failed write, or bytes not trusted.</summary>
    internal void Trim()
    {
        if (RandomAccess.GetLength(_file) > Length)
        {
            RandomAccess.SetLength(_file, Length);
        }
    }

    /// <summary>A part without a byte is of no use to a later run.</summary>
    internal void RemoveIfEmpty()
    {
        if (Length == 0)
        {
            File.Delete(Path);
            PartJournal.Delete(Path);
        }
    }

    /// <summary>Ends the hashes; possible once.</summary>
    internal FileHashes Finish() => _hasher.Finish();
}
