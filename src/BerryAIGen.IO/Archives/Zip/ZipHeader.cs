using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace BerryAIGen.IO.Archives.Zip;

/// <summary>An entry as one header tells it: the directory's, or the one in front of the entry's bytes.</summary>
internal sealed record ZipHeader
{
    private const int LocalBytes = 30;
    internal const int CentralBytes = 46;

    internal required byte[] NameBytes { get; init; }

    internal required ushort Flags { get; init; }

    internal required ushort Method { get; init; }

    internal required uint Crc { get; init; }

    internal required long CompressedBytes { get; init; }

    internal required long SizeBytes { get; init; }

    /// <summary>Where the header in front of the bytes is (directory), or where the bytes begin (that header itself).</summary>
    internal required long Offset { get; init; }

    /// <summary>How many bytes follow the fixed ones of the header.</summary>
    internal required int VariableBytes { get; init; }

    /// <summary>The file mode of Unix; 0 when there is none.</summary>
    internal int UnixMode { get; init; }

    internal bool IsEncrypted => (Flags & 1) != 0;

    /// <summary>Sizes and checksum follow the bytes.</summary>
    internal bool HasDescriptor => (Flags & 8) != 0;

    // Flag or not, most names are UTF-8; for the rest it matters only that different names stay different.
    internal string Name =>
        Utf8.IsValid(NameBytes) ? Encoding.UTF8.GetString(NameBytes) : Encoding.Latin1.GetString(NameBytes);

    /// <summary>The next header of the directory; null at its end.</summary>
    internal static ZipHeader? ReadCentral(Stream directory)
    {
        Span<byte> bytes = stackalloc byte[CentralBytes];
        if (
            directory.ReadAtLeast(bytes, CentralBytes, throwOnEndOfStream: false) < CentralBytes
            || !bytes.StartsWith("PK\x01\x02"u8)
        )
        {
            return null;
        }

        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..])];
        var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..])];
        var comment = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..])];
        if (!TryRead(directory, name) || !TryRead(directory, extra) || !TryRead(directory, comment))
        {
            return null;
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[42..]);
        Widen(extra, ref size, ref compressed, ref offset);
        return new ZipHeader
        {
            NameBytes = name,
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            CompressedBytes = compressed,
            SizeBytes = size,
            Offset = offset,
            VariableBytes = name.Length + extra.Length + comment.Length,
            UnixMode = (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes[38..]) >> 16),
        };
    }

    /// <summary>The header in front of an entry's bytes; null when there is none.</summary>
    internal static ZipHeader? ReadLocal(Stream file, long position)
    {
        if (position < 0 || position > file.Length - LocalBytes)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[LocalBytes];
        file.Position = position;
        file.ReadExactly(bytes);
        if (!bytes.StartsWith("PK\x03\x04"u8))
        {
            return null;
        }

        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..])];
        var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..])];
        if (!TryRead(file, name) || !TryRead(file, extra))
        {
            return null;
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]);
        long none = 0;
        Widen(extra, ref size, ref compressed, ref none);
        return new ZipHeader
        {
            NameBytes = name,
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            CompressedBytes = compressed,
            SizeBytes = size,
            Offset = position + LocalBytes + name.Length + extra.Length,
            VariableBytes = name.Length + extra.Length,
        };
    }

    /// <summary>Zip64: what does not fit 32 bits stands in an extra field, in this order and only where it does not fit.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref long size, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var field = extra[4..Math.Min(extra.Length, 4 + length)];
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                WidenOne(ref size, ref field);
                WidenOne(ref compressed, ref field);
                WidenOne(ref offset, ref field);
                return;
            }

            extra = extra[Math.Min(extra.Length, 4 + length)..];
        }
    }

    private static void WidenOne(ref long value, ref ReadOnlySpan<byte> field)
    {
        if (value == uint.MaxValue && field.Length >= 8)
        {
            // More than 63 bits is more than any file has, whatever it is.
            value = Math.Max(-1, BinaryPrimitives.ReadInt64LittleEndian(field));
            value = value < 0 ? long.MaxValue : value;
            field = field[8..];
        }
    }

    private static bool TryRead(Stream stream, byte[] bytes) =>
        stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
