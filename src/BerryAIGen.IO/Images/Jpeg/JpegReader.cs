using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.Jpeg;

/// <summary>Walks the segments of a JPEG (ITU T.81, annex B) up to the pixels: size, EXIF, XMP and comments stand before them.</summary>
internal static class JpegReader
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Application1 = 0xE1;
    private const byte Comment = 0xFE;

    private static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    private static ReadOnlySpan<byte> XmpMark => "http://ns.adobe.com/xap/1.0/\0"u8;

    internal static void Read(ImageBytes file, FoundContent found)
    {
        Span<byte> head = stackalloc byte[4];
        var offset = 2L;
        while (file.TryRead(offset, head))
        {
            var marker = head[1];
            if (head[0] != 0xFF)
            {
                found.Problem($"There is no segment at byte {offset} where one should be; what follows is not read.");
                return;
            }

            // Any number of fill bytes may stand before a marker, and these markers have no length.
            if (marker is 0xFF or StartOfImage or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                offset += marker == 0xFF ? 1 : 2;
                continue;
            }

            if (marker is StartOfScan or EndOfImage)
            {
                return;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            ReadSegment(file, marker, offset + head.Length, length - 2, found);
            offset += 2 + Math.Max(length, (ushort)2);
        }

        found.Problem($"The JPEG was cut off at byte {file.Length}, before its pixels.");
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
        else if (marker == Application1 && length > 0 && found.Take(file, offset, length, "A segment") is { } segment)
        {
            if (segment.AsSpan().StartsWith(ExifMark))
            {
                ExifReader.Read(segment.AsSpan(ExifMark.Length), found);
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
