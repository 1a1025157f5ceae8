using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.Jpeg;

/// <summary>Reads size, EXIF, XMP and comments of a JPEG, all of which stand before its pixels.</summary>
internal static class JpegReader
{
    private const byte Comment = 0xFE;

    private static ReadOnlySpan<byte> XmpMark => "http://ns.adobe.com/xap/1.0/\0"u8;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        var segments = JpegSegment.List(file, out var problem);
        foreach (var segment in segments)
        {
            ReadSegment(file, segment.Marker, segment.Content, segment.Length, found);
        }

        if (problem is not null)
        {
            found.Problem(problem);
        }
    }

    private static void ReadSegment(ImageBytes file, byte marker, long offset, int length, FoundContent found)
    {
        if (IsFrame(marker))
        {
            Span<byte> frame = stackalloc byte[5];
            if (file.TryRead(offset, frame))
            {
                found.Size(
                    BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
                    BinaryPrimitives.ReadUInt16BigEndian(frame[1..])
                );
            }
        }
        else if (
            marker == JpegSegment.Application1
            && length > 0
            && found.Take(file, offset, length, "A segment") is { } segment
        )
        {
            if (segment.AsSpan().StartsWith(JpegSegment.ExifMark))
            {
                ExifReader.Read(segment.AsSpan(JpegSegment.ExifMark.Length), found);
            }
            else if (segment.AsSpan().StartsWith(XmpMark))
            {
                XmpReader.Read(Encoding.UTF8.GetString(segment.AsSpan(XmpMark.Length)), found);
            }
        }
        else if (marker == Comment && length > 0 && found.Take(file, offset, length, "The comment") is { } comment)
        {
            found.Add("comment", TextBytes.Decode(comment), "JPEG comment");
        }
    }

    // All kinds of frames; between them stand tables of Huffman codes, arithmetic conditioning, and a reserved one.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
