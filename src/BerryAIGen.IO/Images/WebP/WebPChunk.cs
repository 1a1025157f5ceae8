using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.WebP;

/// <summary>One chunk of a WebP (RFC 9649).</summary>
/// <param name="Type">Four letters as a number, little end first.</param>
/// <param name="Start">Where its head of eight bytes stands.</param>
/// <param name="Length">Of its content.</param>
internal sealed record WebPChunk(uint Type, long Start, long Length)
{
    private const int FileHeadBytes = 12;
    private const int HeadBytes = 8;

    internal static readonly uint Exif = Name("EXIF"u8);
    internal static readonly uint Xmp = Name("XMP "u8);
    internal static readonly uint Extended = Name("VP8X"u8);
    internal static readonly uint Lossless = Name("VP8L"u8);
    internal static readonly uint Lossy = Name("VP8 "u8);

    internal long Content => Start + HeadBytes;

    /// <summary>With its head, and up to the even place where the next one starts.</summary>
    internal long Whole => HeadBytes + Length + (Length & 1);

    /// <summary>The chunks in their order; the last may go beyond the end of a file that was cut off.</summary>
    internal static List<WebPChunk> List(ImageBytes file)
    {
        var chunks = new List<WebPChunk>();
        Span<byte> head = stackalloc byte[HeadBytes];
        for (var offset = (long)FileHeadBytes; file.TryRead(offset, head); offset += chunks[^1].Whole)
        {
            chunks.Add(new WebPChunk(Name(head), offset, BinaryPrimitives.ReadUInt32LittleEndian(head[4..])));
        }

        return chunks;
    }

    /// <summary>Whether the file has all of them whole.</summary>
    internal static bool AreWhole(ImageBytes file, List<WebPChunk> chunks) =>
        chunks.Count > 0 && chunks[^1].Content + chunks[^1].Length <= file.Length;

    private static uint Name(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt32LittleEndian(letters);
}
