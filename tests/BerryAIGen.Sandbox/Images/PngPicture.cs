using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Images;

/// <summary>A PNG of 8-bit colours (https://www.w3.org/TR/png-3/).</summary>
internal static class PngPicture
{
    private const byte Rgb = 2;

    public static byte[] Create(int width, int height, int hue)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = Rgb;
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compress(Pixels(width, height, hue)));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Every row begins with its filter, 0: none.
    private static byte[] Pixels(int width, int height, int hue)
    {
        var rows = new byte[height * (1 + width * 3)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = y * (1 + width * 3) + 1 + x * 3;
                rows[at] = (byte)(hue * 37 + x * 3);
                rows[at + 1] = (byte)(hue * 91 + y * 3);
                rows[at + 2] = (byte)(hue * 11 + x + y);
            }
        }

        return rows;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest))
            zlib.Write(bytes);
        return target.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] bytes)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. bytes];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(typed));
        file.Write(number);
    }
}
