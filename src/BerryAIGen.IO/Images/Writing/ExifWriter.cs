using System.Buffers.Binary;
using BerryAIGen.IO.Images.Exif;

namespace BerryAIGen.IO.Images.Writing;

/// <summary>
/// Puts a comment into an EXIF block. What is there stays at its place, since tags point at their values by offsets: new lists of
/// tags are put at the end and the block's head points at them.
/// </summary>
internal static class ExifWriter
{
    private const ushort ExifList = 0x8769;
    private const ushort TypeLong = 4;
    private const ushort TypeUndefined = 7;
    private const int TagBytes = 12;
    private const int HeadBytes = 8;

    /// <summary>The block with the comment; of an empty or broken one a new block.</summary>
    internal static byte[] WithComment(byte[] block, string text)
    {
        if (block.Length < HeadBytes || !block.AsSpan().StartsWith("II*\0"u8) && !block.AsSpan().StartsWith("MM\0*"u8))
        {
            block = [.. "MM\0*"u8, 0, 0, 0, 0];
        }

        var isBigEndian = block[0] == (byte)'M';
        var first = At(block, 4, isBigEndian);
        var main = Tags(block, isBigEndian, first);
        // The list after the main one describes the thumbnail.
        var next = first == 0 ? 0 : At(block, first + 2 + (uint)(main.Count * TagBytes), isBigEndian);
        var pointer = main.Find(tag => Number16(tag, 0, isBigEndian) == ExifList);
        var inner = pointer is null ? [] : Tags(block, isBigEndian, At(pointer, 8, isBigEndian));

        var output = new List<byte>(WithoutComment(block, inner, main, isBigEndian));
        var comment = ImageWriter.Comment(text);
        var commentAt = Append(output, comment);
        inner.RemoveAll(tag => Number16(tag, 0, isBigEndian) == ExifTag.UserComment);
        inner.Add(Tag(ExifTag.UserComment, TypeUndefined, comment.Length, commentAt, isBigEndian));
        var innerAt = AppendList(output, inner, 0, isBigEndian);
        main.RemoveAll(tag => Number16(tag, 0, isBigEndian) == ExifList);
        main.Add(Tag(ExifList, TypeLong, 1, innerAt, isBigEndian));
        var mainAt = AppendList(output, main, next, isBigEndian);

        var whole = output.ToArray();
        Put32(whole.AsSpan(4), (uint)mainAt, isBigEndian);
        return whole;
    }

    /// <summary>
    /// An older comment does not stay behind: where nothing but it and lists written after it stand at the end, as this writer
    /// leaves them, the block ends before it; elsewhere its letters become zeros.
    /// </summary>
    private static byte[] WithoutComment(byte[] block, List<byte[]> inner, List<byte[]> main, bool isBigEndian)
    {
        var old = inner.Find(tag => Number16(tag, 0, isBigEndian) == ExifTag.UserComment);
        var (start, count) = old is null ? (0, 0) : (At(old, 8, isBigEndian), At(old, 4, isBigEndian));
        if (count <= 4 || start + (long)count > block.Length)
        {
            return block;
        }

        var isLast = main.Concat(inner)
            .Where(tag => tag != old && Number16(tag, 0, isBigEndian) != ExifList && IsOutside(tag, isBigEndian))
            .All(tag => At(tag, 8, isBigEndian) < start);
        if (isLast && At(block, 4, isBigEndian) > start)
        {
            return block[..(int)start];
        }

        block = [.. block];
        block.AsSpan((int)start, (int)count).Clear();
        return block;
    }

    // Kinds of values by their bytes: one, two, four or eight each.
    private static bool IsOutside(byte[] tag, bool isBigEndian)
    {
        var width = Number16(tag, 2, isBigEndian) switch
        {
            1 or 2 or 6 or 7 => 1,
            3 or 8 => 2,
            5 or 10 or 12 => 8,
            _ => 4,
        };
        return width * (long)At(tag, 4, isBigEndian) > 4;
    }

    private static List<byte[]> Tags(byte[] block, bool isBigEndian, uint offset)
    {
        var tags = new List<byte[]>();
        var count = offset == 0 ? 0 : new TiffBytes(block, isBigEndian).UInt16(offset);
        for (var i = 0; i < count && offset + 2 + ((i + 1) * TagBytes) <= block.Length; i++)
        {
            tags.Add(block.AsSpan((int)offset + 2 + (i * TagBytes), TagBytes).ToArray());
        }

        return tags;
    }

    private static int AppendList(List<byte> output, List<byte[]> tags, uint next, bool isBigEndian)
    {
        // The standard wants tags in ascending order, and after them where the next list is.
        var list = new byte[2 + (tags.Count * TagBytes) + 4];
        Put16(list, (ushort)tags.Count, isBigEndian);
        foreach (var (i, tag) in tags.OrderBy(tag => Number16(tag, 0, isBigEndian)).Index())
        {
            tag.CopyTo(list, 2 + (i * TagBytes));
        }

        Put32(list.AsSpan(list.Length - 4), next, isBigEndian);
        return Append(output, list);
    }

    private static int Append(List<byte> output, byte[] bytes)
    {
        // Offsets are even.
        if (output.Count % 2 != 0)
        {
            output.Add(0);
        }

        output.AddRange(bytes);
        return output.Count - bytes.Length;
    }

    private static byte[] Tag(int tag, ushort type, int count, int value, bool isBigEndian)
    {
        var bytes = new byte[TagBytes];
        Put16(bytes, (ushort)tag, isBigEndian);
        Put16(bytes.AsSpan(2), type, isBigEndian);
        Put32(bytes.AsSpan(4), (uint)count, isBigEndian);
        Put32(bytes.AsSpan(8), (uint)value, isBigEndian);
        return bytes;
    }

    private static uint At(byte[] bytes, uint offset, bool isBigEndian) =>
        new TiffBytes(bytes, isBigEndian).UInt32(offset);

    private static ushort Number16(byte[] bytes, uint offset, bool isBigEndian) =>
        new TiffBytes(bytes, isBigEndian).UInt16(offset);

    private static void Put16(Span<byte> target, ushort number, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, number);
        }
    }

    private static void Put32(Span<byte> target, uint number, bool isBigEndian)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, number);
        }
    }
}
