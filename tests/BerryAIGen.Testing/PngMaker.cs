using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BerryAIGen.Testing;

/// <summary>Makes PNGs: one grey picture with the chunks that a test wants.</summary>
public sealed class PngMaker
{
    private readonly List<byte> _file = [];
    private readonly List<(string Type, byte[] Content)> _after = [];

    /// <summary>Starts a picture of this size.</summary>
    public PngMaker(int width = 8, int height = 8)
    {
        (Width, Height) = (width, height);
        _file.AddRange([0x89, .. "PNG\r\n\u001a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk("IHDR", header);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A plain text chunk; letters beyond Latin-1 go as UTF-8, as many programs write them.</summary>
    public PngMaker Text(string keyword, string text) =>
        Chunk("tEXt", [.. Latin(keyword), 0, .. Encoding.UTF8.GetBytes(text)]);

    public PngMaker CompressedText(string keyword, string text) =>
        Chunk("zTXt", [.. Latin(keyword), 0, 0, .. Deflate(Encoding.Latin1.GetBytes(text))]);

    public PngMaker InternationalText(string keyword, string text, bool isCompressed = false) =>
        Chunk(
            "iTXt",
            [
                .. Latin(keyword),
                0,
                (byte)(isCompressed ? 1 : 0),
                0,
                .. "en\0"u8,
                .. Encoding.UTF8.GetBytes(keyword),
                0,
                .. isCompressed ? Deflate(Encoding.UTF8.GetBytes(text)) : Encoding.UTF8.GetBytes(text),
            ]
        );

    /// <summary>A text chunk behind the pixels.</summary>
    public PngMaker TextAfterPixels(string keyword, string text)
    {
        _after.Add(("tEXt", [.. Latin(keyword), 0, .. Latin(text)]));
        return this;
    }

    /// <summary>Any chunk.</summary>
    public PngMaker Chunk(string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        _file.AddRange(number);
        byte[] checkedBytes = [.. Latin(type), .. content];
        _file.AddRange(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(checkedBytes));
        _file.AddRange(number);
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] Build()
    {
        Chunk("IDAT", Deflate(new byte[(Width + 1) * Height]));
        foreach (var (type, content) in _after)
        {
            Chunk(type, content);
        }

        return Chunk("IEND", [])._file.ToArray();
    }

    /// <summary>Writes the file and gives its path.</summary>
    public string Save(string path)
    {
        File.WriteAllBytes(path, Build());
        return path;
    }

    public static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            packing.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>CRC-32 bit by bit, as the format's specification shows it.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) != 0 ? (checksum >> 1) ^ 0xEDB88320 : checksum >> 1;
            }
        }

        return ~checksum;
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
