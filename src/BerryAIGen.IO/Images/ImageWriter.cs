using System.Text;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Images.Writing;

namespace BerryAIGen.IO.Images;

/// <summary>Copies a picture with one text put where image generators keep their recipe; pixels and all other texts stay as they are.</summary>
public static class ImageWriter
{
    /// <summary>Writes the copy.</summary>
    /// <param name="path">A PNG, JPEG or WebP; it is only read.</param>
    /// <param name="target">Where the copy goes.</param>
    /// <param name="text">The recipe; in PNG under <c>parameters</c>, in the others as EXIF's <c>UserComment</c>. An older one is replaced.</param>
    /// <exception cref="InvalidDataException">The picture is of another kind, cut off, or cannot hold so long a text.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Write(string path, Stream target, string text)
    {
        using var file = new ImageBytes(path);
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        switch (ContainerDetector.Detect(head[..file.ReadAll(0, head)]))
        {
            case Container.Png:
                PngWriter.Write(file, target, text);
                break;
            case Container.Jpeg:
                JpegWriter.Write(file, target, text);
                break;
            case Container.WebP:
                WebPWriter.Write(file, target, text);
                break;
            default:
                throw new InvalidDataException(
                    "It is neither a PNG nor a JPEG nor a WebP; a recipe is written into those."
                );
        }
    }

    /// <summary>The value of EXIF's <c>UserComment</c> as A1111 writes it: big end first, whatever the block's order is.</summary>
    internal static byte[] Comment(string text) => [.. "UNICODE\0"u8, .. Encoding.BigEndianUnicode.GetBytes(text)];

    internal static InvalidDataException CutOff(ImageBytes file) =>
        new($"The picture was cut off at byte {file.Length}; nothing was written.");

    /// <summary>Copies bytes without looking at them.</summary>
    internal static void Copy(ImageBytes file, long offset, long count, Stream target)
    {
        var block = new byte[(int)Math.Min(count, 128 << 10)];
        while (count > 0)
        {
            var part = block.AsSpan(0, (int)Math.Min(count, block.Length));
            if (file.ReadAll(offset, part) < part.Length)
            {
                throw CutOff(file);
            }

            target.Write(part);
            (offset, count) = (offset + part.Length, count - part.Length);
        }
    }
}
