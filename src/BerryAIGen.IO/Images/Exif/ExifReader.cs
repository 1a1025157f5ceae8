using System.Text;

namespace BerryAIGen.IO.Images.Exif;

/// <summary>
/// Reads the texts of an EXIF block (CIPA DC-008): a TIFF whose tags point at their values. Offsets are believed only inside the
/// block, and no list of tags is read twice.
/// </summary>
internal static class ExifReader
{
    private const int MostTags = 512;
    private const int TagBytes = 12;

    internal static void Read(ReadOnlySpan<byte> block, FoundContent found)
    {
        if (!block.StartsWith("II*\0"u8) && !block.StartsWith("MM\0*"u8))
        {
            found.Problem("The EXIF block has no byte order and is not read.");
            return;
        }

        var tiff = new TiffBytes(block, isBigEndian: block[0] == (byte)'M');
        var lists = new Queue<uint>([tiff.UInt32(4)]);
        var seen = new HashSet<uint>();
        while (lists.TryDequeue(out var list) && seen.Add(list))
        {
            ReadList(tiff, list, lists, found);
        }
    }

    private static void ReadList(TiffBytes tiff, uint offset, Queue<uint> lists, FoundContent found)
    {
        var count = Math.Min((int)tiff.UInt16(offset), MostTags);
        for (var i = 0; i < count; i++)
        {
            var entry = offset + 2 + (uint)(i * TagBytes);
            var tag = tiff.UInt16(entry);
            if (ExifTag.IsList(tag))
            {
                lists.Enqueue(tiff.UInt32(entry + 8));
            }
            else if (ExifTag.NameOf(tag) is { } name)
            {
                found.Add(name, Text(tiff, tag, tiff.Value(entry)), "EXIF");
            }
        }
    }

    private static string Text(TiffBytes tiff, int tag, ReadOnlySpan<byte> value) =>
        tag == ExifTag.UserComment ? Comment(tiff, value)
        : ExifTag.IsWindowsText(tag) ? TextBytes.DecodeUtf16(value, isBigEndianLikely: false)
        : TextBytes.Decode(value);

    /// <summary>Eight bytes name the encoding of a comment; programs leave them away or empty.</summary>
    private static string Comment(TiffBytes tiff, ReadOnlySpan<byte> value)
    {
        if (value.Length < 8)
        {
            return TextBytes.Decode(value);
        }

        var text = value[8..];
        return value.StartsWith("UNICODE"u8) ? TextBytes.DecodeUtf16(text, tiff.IsBigEndian)
            : value.StartsWith("ASCII\0\0\0"u8) || value[..8].IndexOfAnyExcept((byte)0) < 0 ? Unnamed(tiff, text)
            : value.StartsWith("JIS\0"u8) ? Encoding.Latin1.GetString(text)
            : Unnamed(tiff, value);
    }

    private static string Unnamed(TiffBytes tiff, ReadOnlySpan<byte> text) =>
        text.TrimEnd((byte)0).Contains((byte)0)
            ? TextBytes.DecodeUtf16(text, tiff.IsBigEndian)
            : TextBytes.Decode(text);
}
