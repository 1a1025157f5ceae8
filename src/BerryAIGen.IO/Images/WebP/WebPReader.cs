using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.WebP;

/// <summary>Reads size, EXIF and XMP of a WebP; animations carry them in the same places.</summary>
internal static class WebPReader
{
    internal static void Read(ImageBytes file, FoundContent found)
    {
        var chunks = WebPChunk.List(file);
        foreach (var chunk in chunks)
        {
            ReadChunk(file, chunk, found);
        }

        if (!WebPChunk.AreWhole(file, chunks))
        {
            found.Problem($"The WebP was cut off at byte {file.Length}.");
        }
    }

    private static void ReadChunk(ImageBytes file, WebPChunk chunk, FoundContent found)
    {
        if (chunk.Type == WebPChunk.Exif && found.Take(file, chunk.Content, chunk.Length, "The EXIF chunk") is { } exif)
        {
            // Some writers keep the mark that only JPEG needs.
            var start = exif.AsSpan().StartsWith("Exif\0\0"u8) ? 6 : 0;
            ExifReader.Read(exif.AsSpan(start), found);
        }
        else if (
            chunk.Type == WebPChunk.Xmp
            && found.Take(file, chunk.Content, chunk.Length, "The XMP chunk") is { } xmp
        )
        {
            XmpReader.Read(Encoding.UTF8.GetString(xmp), found);
        }
        else if (found.Width is null)
        {
            ReadSize(file, chunk, found);
        }
    }

    private static void ReadSize(ImageBytes file, WebPChunk chunk, FoundContent found)
    {
        Span<byte> data = stackalloc byte[10];
        if (!file.TryRead(chunk.Content, data))
        {
            return;
        }

        if (chunk.Type == WebPChunk.Extended)
        {
            found.Size(1 + ThreeBytes(data[4..]), 1 + ThreeBytes(data[7..]));
        }
        else if (chunk.Type == WebPChunk.Lossless)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            found.Size(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }
        else if (chunk.Type == WebPChunk.Lossy)
        {
            found.Size(
                BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF
            );
        }
    }

    private static int ThreeBytes(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
