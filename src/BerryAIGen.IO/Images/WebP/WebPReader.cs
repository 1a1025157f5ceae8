using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.WebP;

/// <summary>Walks the chunks of a WebP (RFC 9649): size, EXIF and XMP; animations carry them in the same places.</summary>
internal static class WebPReader
{
    private const int FileHeadBytes = 12;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        Span<byte> head = stackalloc byte[8];
        var offset = (long)FileHeadBytes;
        while (file.TryRead(offset, head))
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            ReadChunk(file, head[..4], offset + head.Length, length, found);
            // Chunks start at even places.
            offset += head.Length + length + (length & 1);
        }

        if (offset > file.Length + 1)
        {
            found.Problem($"The WebP was cut off at byte {file.Length}.");
        }
    }

    private static void ReadChunk(
        ImageBytes file,
        ReadOnlySpan<byte> type,
        long offset,
        long length,
        FoundContent found
    )
    {
        if (type.SequenceEqual("EXIF"u8) && found.Take(file, offset, length, "The EXIF chunk") is { } exif)
        {
            // Some writers keep the mark that only JPEG needs.
            var start = exif.AsSpan().StartsWith("Exif\0\0"u8) ? 6 : 0;
            ExifReader.Read(exif.AsSpan(start), found);
        }
        else if (type.SequenceEqual("XMP "u8) && found.Take(file, offset, length, "The XMP chunk") is { } xmp)
        {
            XmpReader.Read(Encoding.UTF8.GetString(xmp), found);
        }
        else if (found.Width is null)
        {
            ReadSize(file, type, offset, found);
        }
    }

    private static void ReadSize(ImageBytes file, ReadOnlySpan<byte> type, long offset, FoundContent found)
    {
        Span<byte> data = stackalloc byte[10];
        if (!file.TryRead(offset, data))
        {
            return;
        }

        if (type.SequenceEqual("VP8X"u8))
        {
            found.Size(1 + ThreeBytes(data[4..]), 1 + ThreeBytes(data[7..]));
        }
        else if (type.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            found.Size(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }
        else if (type.SequenceEqual("VP8 "u8))
        {
            found.Size(
                BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF
            );
        }
    }

    private static int ThreeBytes(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
