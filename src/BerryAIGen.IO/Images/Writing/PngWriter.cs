using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Checksums;
using BerryAIGen.IO.Images.Png;

namespace BerryAIGen.IO.Images.Writing;

/// <summary>Puts a text chunk behind a PNG's header, and leaves out an older one of the same keyword.</summary>
internal static class PngWriter
{
    private const string Keyword = "parameters";

    internal static void Write(ImageBytes file, Stream target, string text)
    {
        ImageWriter.Copy(file, 0, PngReader.SignatureBytes, target);
        Span<byte> head = stackalloc byte[8];
        var offset = (long)PngReader.SignatureBytes;
        while (file.TryRead(offset, head))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var whole = 12L + length;
            if (length > int.MaxValue || offset + whole > file.Length)
            {
                break;
            }

            if (!IsOlder(file, head[4..], offset + head.Length, length))
            {
                ImageWriter.Copy(file, offset, whole, target);
            }

            if (head[4..].SequenceEqual("IHDR"u8))
            {
                WriteText(target, text);
            }
            else if (head[4..].SequenceEqual("IEND"u8))
            {
                return;
            }

            offset += whole;
        }

        throw ImageWriter.CutOff(file);
    }

    private static bool IsOlder(ImageBytes file, ReadOnlySpan<byte> type, long offset, long length)
    {
        Span<byte> keyword = stackalloc byte[Keyword.Length + 1];
        return (type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8))
            && length > keyword.Length
            && file.TryRead(offset, keyword)
            && keyword.SequenceEqual("parameters\0"u8);
    }

    private static void WriteText(Stream target, string text)
    {
        // tEXt is Latin-1, which some read as UTF-8: beyond ASCII iTXt is surer. Not compressed, no language, no other keyword.
        var isAscii = Ascii.IsValid(text);
        byte[] content = isAscii
            ? [.. "parameters\0"u8, .. Encoding.Latin1.GetBytes(text)]
            : [.. "parameters\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(text)];
        byte[] chunk = [.. isAscii ? "tEXt"u8 : "iTXt"u8, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)content.Length);
        target.Write(number);
        target.Write(chunk);
        var checksum = new Crc32();
        checksum.Append(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        target.Write(number);
    }
}
