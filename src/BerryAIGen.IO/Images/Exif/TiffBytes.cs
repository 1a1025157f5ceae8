using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.Exif;

/// <summary>Numbers and values of a TIFF in its byte order; what lies outside reads as zero or empty.</summary>
internal readonly ref struct TiffBytes(ReadOnlySpan<byte> bytes, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal bool IsBigEndian { get; } = isBigEndian;

    internal ushort UInt16(uint offset) =>
        offset + 2L > _bytes.Length ? (ushort)0
        : IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[(int)offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(int)offset..]);

    internal uint UInt32(uint offset) =>
        offset + 4L > _bytes.Length ? 0
        : IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[(int)offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(int)offset..]);

    /// <summary>The value of a tag of single bytes: inside the entry where four bytes suffice, else where the entry points.</summary>
    internal ReadOnlySpan<byte> Value(uint entry)
    {
        var isText = UInt16(entry + 2) is 1 or 2 or 7;
        var count = UInt32(entry + 4);
        var start = count <= 4 ? entry + 8 : UInt32(entry + 8);
        return isText && start < _bytes.Length
            ? _bytes.Slice((int)start, (int)Math.Min(count, _bytes.Length - start))
            : [];
    }
}
