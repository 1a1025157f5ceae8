using System.Buffers.Binary;
using BerryAIGen.IO.Images.Jpeg;

namespace BerryAIGen.IO.Images.Writing;

/// <summary>Puts an EXIF segment into a JPEG; one that is there keeps all its other tags.</summary>
internal static class JpegWriter
{
    private const int LongestSegment = 65_533;

    internal static void Write(ImageBytes file, Stream target, string text)
    {
        var (old, place, end) = FindExif(file);
        var block = ExifWriter.WithComment(old, text);
        var length = JpegSegment.ExifMark.Length + block.Length;
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
        target.Write(JpegSegment.ExifMark);
        target.Write(block);
        ImageWriter.Copy(file, end, file.Length - end, target);
    }

    /// <summary>The EXIF block and where its segment starts and ends; without one, the place behind the first segments of the format itself.</summary>
    private static (byte[] Block, long Start, long End) FindExif(ImageBytes file)
    {
        var segments = JpegSegment.List(file, out var problem);
        if (problem is not null)
        {
            throw new InvalidDataException($"{problem} Nothing was written.");
        }

        foreach (var segment in segments.Where(segment => segment.Marker == JpegSegment.Application1))
        {
            var content = new byte[segment.Length];
            if (file.TryRead(segment.Content, content) && content.AsSpan().StartsWith(JpegSegment.ExifMark))
            {
                return (content[JpegSegment.ExifMark.Length..], segment.Start, segment.End);
            }
        }

        // JFIF's own segments have to stay the first.
        var place = segments.TakeWhile(segment => segment.Marker == JpegSegment.Application0).LastOrDefault().End;
        return ([], Math.Max(place, 2), Math.Max(place, 2));
    }
}
