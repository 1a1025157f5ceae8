using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.Writing;

/// <summary>Puts an EXIF segment into a JPEG; one that is there keeps all its other tags.</summary>
internal static class JpegWriter
{
    private const int LongestSegment = 65_533;

    private static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    internal static void Write(ImageBytes file, Stream target, string text)
    {
        var (old, place, end) = FindExif(file);
        var block = ExifWriter.WithComment(old, text);
        var length = ExifMark.Length + block.Length;
        if (length > LongestSegment)
        {
            throw new InvalidDataException(
                $"The recipe and the picture's EXIF have {length} bytes together; a JPEG holds {LongestSegment}. Write it into a PNG or WebP."
            );
        }

        ImageWriter.Copy(file, 0, place, target);
        Span<byte> head = [0xFF, 0xE1, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(length + 2));
        target.Write(head);
        target.Write(ExifMark);
        target.Write(block);
        ImageWriter.Copy(file, end, file.Length - end, target);
    }

    /// <summary>The EXIF block and where its segment starts and ends; without one, the place behind the first segments of the format itself.</summary>
    private static (byte[] Block, long Start, long End) FindExif(ImageBytes file)
    {
        Span<byte> head = stackalloc byte[4];
        var (offset, place) = (2L, 2L);
        while (file.TryRead(offset, head) && head[0] == 0xFF)
        {
            if (head[1] is 0xFF)
            {
                offset++;
                continue;
            }

            // Pixels.
            if (head[1] is 0xDA or 0xD9)
            {
                return ([], place, place);
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            var (start, end) = (offset + 4, offset + 2 + Math.Max(length, (ushort)2));
            if (head[1] == 0xE1 && end <= file.Length)
            {
                var segment = new byte[end - start];
                file.TryRead(start, segment);
                if (segment.AsSpan().StartsWith(ExifMark))
                {
                    return (segment[ExifMark.Length..], offset, end);
                }
            }

            // JFIF's own segment has to stay the first.
            place = head[1] == 0xE0 ? end : place;
            offset = end;
        }

        throw ImageWriter.CutOff(file);
    }
}
