using System.Buffers.Binary;

namespace BerryAIGen.IO.Archives.Zip;

/// <summary>The record at a zip's end that says where its directory is (PKWARE APPNOTE 4.3.14–4.3.16).</summary>
/// <param name="Position">Where the record stands.</param>
/// <param name="Length">Its length, without the comment after it.</param>
/// <param name="DirectoryOffset">Where the directory begins, as the record says.</param>
/// <param name="DirectoryBytes">How long the directory is, as the record says.</param>
/// <param name="DirectoryEnd">Where the directory must end: where the records after it begin.</param>
/// <param name="EntryCount">How many entries it has, as the record says.</param>
internal sealed record ZipEnd(
    long Position,
    int Length,
    long DirectoryOffset,
    long DirectoryBytes,
    long DirectoryEnd,
    ulong EntryCount
)
{
    private const int RecordBytes = 22;
    private const int LocatorBytes = 20;
    private const int Record64Bytes = 56;

    /// <summary>The last such record of the file; null when there is none.</summary>
    internal static ZipEnd? Find(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, RecordBytes + ushort.MaxValue)];
        var start = file.Length - tail.Length;
        file.Position = start;
        file.ReadExactly(tail);
        for (var end = tail.Length; end > 0; )
        {
            var at = tail.AsSpan(0, end).LastIndexOf("PK\x05\x06"u8);
            if (at < 0)
            {
                return null;
            }

            if (at + RecordBytes <= tail.Length)
            {
                return Read(file, tail.AsSpan(at, RecordBytes), start + at);
            }

            end = at + 3;
        }

        return null;
    }

    private static ZipEnd Read(Stream file, ReadOnlySpan<byte> record, long position)
    {
        if (Find64(file, position) is { } large)
        {
            return large;
        }

        return new ZipEnd(
            position,
            RecordBytes,
            BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
            position,
            BinaryPrimitives.ReadUInt16LittleEndian(record[10..])
        );
    }

    private static ZipEnd? Find64(Stream file, long position)
    {
        Span<byte> bytes = stackalloc byte[Record64Bytes];
        if (
            !TryRead(file, position - LocatorBytes, bytes[..LocatorBytes])
            || !bytes.StartsWith("PK\x06\x07"u8)
            || BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) is var at && !TryRead(file, at, bytes)
            || !bytes.StartsWith("PK\x06\x06"u8)
        )
        {
            return null;
        }

        return new ZipEnd(
            position,
            RecordBytes,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            at,
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..])
        );
    }

    private static bool TryRead(Stream file, long position, Span<byte> bytes)
    {
        if (position < 0 || position > file.Length - bytes.Length)
        {
            return false;
        }

        file.Position = position;
        file.ReadExactly(bytes);
        return true;
    }
}
