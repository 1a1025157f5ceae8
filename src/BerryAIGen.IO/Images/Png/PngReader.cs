using System.Buffers.Binary;
using BerryAIGen.IO.Images.Exif;

namespace BerryAIGen.IO.Images.Png;

/// <summary>
/// Walks the chunks of a PNG (w3.org/TR/png-3): texts may stand before and after the pixels, so all chunks are looked at and
/// the pixels stepped over.
/// </summary>
internal static class PngReader
{
    /// <summary>The signature before the first chunk.</summary>
    internal const int SignatureBytes = 8;

    private const int ChecksumBytes = 4;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        Span<byte> head = stackalloc byte[8];
        var offset = (long)SignatureBytes;
        while (file.TryRead(offset, head))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length > int.MaxValue)
            {
                found.Problem($"The chunk at byte {offset} has no possible length; what follows is not read.");
                return;
            }

            var type = head[4..];
            if (type.SequenceEqual("IEND"u8))
            {
                return;
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                offset = LastOfRow(file, head, offset, length);
            }
            else
            {
                ReadChunk(file, type, offset + head.Length, length, found);
            }

            offset += head.Length + length + ChecksumBytes;
        }

        found.Problem($"The PNG was cut off at byte {file.Length}: its last chunk is missing.");
    }

    /// <summary>
    /// The last of a row of pixel chunks of one length, found in longer and longer steps: the format wants all of them in one row,
    /// and of a large picture there are thousands.
    /// </summary>
    private static long LastOfRow(ImageBytes file, ReadOnlySpan<byte> head, long offset, long length)
    {
        Span<byte> other = stackalloc byte[8];
        var whole = head.Length + length + ChecksumBytes;
        var isGrowing = true;
        for (var step = 1L; step > 0; step = isGrowing ? step * 2 : step / 2)
        {
            if (file.TryRead(offset + (step * whole), other) && other.SequenceEqual(head))
            {
                offset += step * whole;
            }
            else
            {
                isGrowing = false;
            }
        }

        return offset;
    }

    private static void ReadChunk(
        ImageBytes file,
        ReadOnlySpan<byte> type,
        long offset,
        long length,
        FoundContent found
    )
    {
        if (type.SequenceEqual("IHDR"u8))
        {
            Span<byte> size = stackalloc byte[8];
            if (file.TryRead(offset, size))
            {
                found.Size(BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size[4..]));
            }
        }
        else if (type.SequenceEqual("tEXt"u8) && found.Take(file, offset, length, "A text chunk") is { } plain)
        {
            PngText.ReadPlain(plain, found);
        }
        else if (type.SequenceEqual("zTXt"u8) && found.Take(file, offset, length, "A text chunk") is { } compressed)
        {
            PngText.ReadCompressed(compressed, found);
        }
        else if (type.SequenceEqual("iTXt"u8) && found.Take(file, offset, length, "A text chunk") is { } international)
        {
            PngText.ReadInternational(international, found);
        }
        else if (type.SequenceEqual("eXIf"u8) && found.Take(file, offset, length, "The EXIF chunk") is { } exif)
        {
            ExifReader.Read(exif, found);
        }
    }
}
