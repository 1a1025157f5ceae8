using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.Gif;

/// <summary>Walks the blocks of a GIF (GIF89a): size, comments, and XMP.</summary>
internal static class GifReader
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte CommentLabel = 0xFE;
    private const byte ApplicationLabel = 0xFF;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        Span<byte> head = stackalloc byte[13];
        if (!file.TryRead(0, head))
        {
            found.Problem($"The GIF was cut off at byte {file.Length}.");
            return;
        }

        found.Size(
            BinaryPrimitives.ReadUInt16LittleEndian(head[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(head[8..])
        );
        var offset = head.Length + ColorTable(head[10]);
        Span<byte> block = stackalloc byte[10];
        while (file.TryRead(offset, block[..2]))
        {
            if (block[0] == Extension)
            {
                offset = ReadExtension(file, block[1], offset + 2, found);
            }
            else if (block[0] == Frame && file.TryRead(offset, block))
            {
                // After the frame's own colours one byte says how its pixels are packed.
                offset = Skip(file, offset + block.Length + ColorTable(block[9]) + 1);
            }
            else
            {
                return;
            }
        }
    }

    private static long ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);

    private static long ReadExtension(ImageBytes file, byte label, long offset, FoundContent found)
    {
        Span<byte> application = stackalloc byte[12];
        var isXmp =
            label == ApplicationLabel
            && file.TryRead(offset, application)
            && application[1..].SequenceEqual("XMP DataXMP"u8);
        var end = Skip(file, offset);
        if (label == CommentLabel && found.Take(file, offset, end - offset, "The comment") is { } blocks)
        {
            found.Add("comment", TextBytes.Decode(Join(blocks)), "GIF comment");
        }
        // XMP is not cut into blocks: the bytes of its end lead every reader of blocks out of it.
        else if (isXmp && found.Take(file, offset + 12, Math.Max(0, end - offset - 12), "The XMP block") is { } xmp)
        {
            var text = Encoding.UTF8.GetString(xmp);
            XmpReader.Read(text[..(text.LastIndexOf('>') + 1)], found);
        }

        return end;
    }

    private static long Skip(ImageBytes file, long offset)
    {
        Span<byte> length = stackalloc byte[1];
        while (file.TryRead(offset, length) && length[0] != 0)
        {
            offset += 1 + length[0];
        }

        return Math.Min(offset + 1, file.Length);
    }

    private static byte[] Join(ReadOnlySpan<byte> blocks)
    {
        var text = new List<byte>();
        while (!blocks.IsEmpty && blocks[0] > 0 && blocks.Length > blocks[0])
        {
            text.AddRange(blocks.Slice(1, blocks[0]));
            blocks = blocks[(1 + blocks[0])..];
        }

        return [.. text];
    }
}
