using System.Buffers.Binary;
using BerryAIGen.IO.Images.WebP;

namespace BerryAIGen.IO.Images.Writing;

/// <summary>
/// Puts an EXIF chunk at the end of a WebP, and before its pixels the extended header that says so (RFC 9649); an EXIF chunk that
/// is there keeps all its other tags.
/// </summary>
internal static class WebPWriter
{
    private const byte ExifFlag = 0x08;
    private const byte AlphaFlag = 0x10;

    internal static void Write(ImageBytes file, Stream target, string text)
    {
        var chunks = WebPChunk.List(file);
        if (!WebPChunk.AreWhole(file, chunks))
        {
            throw ImageWriter.CutOff(file);
        }

        var old = chunks.Find(chunk => chunk.Type == WebPChunk.Exif);
        var block = ExifWriter.WithComment(old is null ? [] : Content(file, old), text);
        var kept = chunks.Where(chunk => chunk.Type != WebPChunk.Exif && chunk.Type != WebPChunk.Extended).ToList();
        var extended = Extended(file, chunks);
        var length = 4 + extended.Length + kept.Sum(chunk => chunk.Whole) + 8 + block.Length + (block.Length & 1);
        if (length > uint.MaxValue - 8)
        {
            throw new InvalidDataException("The picture is too large for a WebP.");
        }

        Span<byte> head = stackalloc byte[8];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)length);
        target.Write(head);
        target.Write("WEBP"u8);
        target.Write(extended);
        foreach (var chunk in kept)
        {
            var there = Math.Min(chunk.Whole, file.Length - chunk.Start);
            ImageWriter.Copy(file, chunk.Start, there, target);
            // Some writers leave out the byte that makes the last chunk's length even.
            target.Write(new byte[chunk.Whole - there]);
        }

        "EXIF"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)block.Length);
        target.Write(head);
        target.Write(block);
        target.Write(new byte[block.Length & 1]);
    }

    /// <summary>The extended header: the old one with the mark for EXIF, or a new one for a picture that had none.</summary>
    private static byte[] Extended(ImageBytes file, List<WebPChunk> chunks)
    {
        var header = new byte[18];
        if (chunks.Find(chunk => chunk.Type == WebPChunk.Extended) is { Length: >= 10 } old)
        {
            file.TryRead(old.Start, header);
            header[8] |= ExifFlag;
            return header;
        }

        var found = new FoundContent();
        WebPReader.Read(file, found);
        if (found is not { Width: { } width, Height: { } height })
        {
            throw new InvalidDataException("The WebP does not say how large its picture is; nothing was written.");
        }

        "VP8X"u8.CopyTo(header);
        header[4] = 10;
        header[8] = (byte)(ExifFlag | (HasAlpha(file, chunks) ? AlphaFlag : 0));
        PutThreeBytes(header.AsSpan(12), width - 1);
        PutThreeBytes(header.AsSpan(15), height - 1);
        return header;
    }

    private static bool HasAlpha(ImageBytes file, List<WebPChunk> chunks)
    {
        Span<byte> data = stackalloc byte[5];
        return chunks.Find(chunk => chunk.Type == WebPChunk.Lossless) is { } lossless
            && file.TryRead(lossless.Content, data)
            && (data[4] & 0x10) != 0;
    }

    private static byte[] Content(ImageBytes file, WebPChunk chunk)
    {
        var content = new byte[chunk.Length];
        file.TryRead(chunk.Content, content);
        return content.AsSpan().StartsWith("Exif\0\0"u8) ? content[6..] : content;
    }

    private static void PutThreeBytes(Span<byte> target, int number) =>
        (target[0], target[1], target[2]) = ((byte)number, (byte)(number >> 8), (byte)(number >> 16));
}
