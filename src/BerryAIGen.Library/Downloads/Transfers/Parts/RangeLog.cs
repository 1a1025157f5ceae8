using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>
/// Every write to a part that is filled at several places, told in <c>&lt;part&gt;.ranges</c> right after it: two numbers,
/// from and to. A process that is killed loses no more than the writes it was in. It is never flushed, so it counts
/// only as long as the machine runs; after that the journal, which is, has the word.
/// </summary>
internal sealed class RangeLog : IDisposable
{
    private const int RecordSize = 2 * sizeof(long);

    private readonly SafeFileHandle _file;
    private long _end;

    private RangeLog(SafeFileHandle file) => _file = file;

    public void Dispose() => _file.Dispose();

    /// <summary>An empty log; what it held before must be in the journal by now.</summary>
    internal static RangeLog Create(string partPath) =>
        new(File.OpenHandle(PathOf(partPath), FileMode.Create, FileAccess.Write, FileShare.Read));

    /// <summary>What the log tells; a record that was cut off is none.</summary>
    internal static IReadOnlyList<ByteRange> Read(string partPath)
    {
        if (!File.Exists(PathOf(partPath)))
        {
            return [];
        }

        var bytes = File.ReadAllBytes(PathOf(partPath));
        return
        [
            .. Enumerable
                .Range(0, bytes.Length / RecordSize)
                .Select(i => bytes.AsSpan(i * RecordSize, RecordSize).ToArray())
                .Select(record => new ByteRange(
                    BinaryPrimitives.ReadInt64LittleEndian(record),
                    BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(sizeof(long)))
                )),
        ];
    }

    internal static void Delete(string partPath) => File.Delete(PathOf(partPath));

    /// <summary>Called by one writer at a time, after the bytes are written.</summary>
    internal void Append(ByteRange range)
    {
        Span<byte> record = stackalloc byte[RecordSize];
        BinaryPrimitives.WriteInt64LittleEndian(record, range.From);
        BinaryPrimitives.WriteInt64LittleEndian(record[sizeof(long)..], range.To);
        RandomAccess.Write(_file, record, _end);
        _end += RecordSize;
    }

    /// <summary>Forgets everything, before other bytes are written.</summary>
    internal void Clear()
    {
        RandomAccess.SetLength(_file, 0);
        _end = 0;
    }

    private static string PathOf(string partPath) => partPath + ".ranges";
}
