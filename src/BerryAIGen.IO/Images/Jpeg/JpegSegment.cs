using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.Jpeg;

/// <summary>One segment of a JPEG before its pixels (ITU T.81, annex B).</summary>
/// <param name="Marker">What it is.</param>
/// <param name="Start">Where its marker stands.</param>
/// <param name="Content">The first byte behind its length.</param>
/// <param name="End">The byte behind it.</param>
internal readonly record struct JpegSegment(byte Marker, long Start, long Content, long End)
{
    internal const byte Application0 = 0xE0;
    internal const byte Application1 = 0xE1;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    internal static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    internal int Length => (int)(End - Content);

    /// <summary>The segments up to the pixels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">Why the pixels were not reached; null when they were.</param>
    internal static List<JpegSegment> List(ImageBytes file, out string? problem)
    {
        var segments = new List<JpegSegment>();
        Span<byte> head = stackalloc byte[4];
        var offset = 2L;
        problem = null;
        while (file.TryRead(offset, head))
        {
            var marker = head[1];
            if (head[0] != 0xFF)
            {
                problem = $"There is no segment at byte {offset} where one should be; what follows is not read.";
                return segments;
            }

            // Any number of fill bytes may stand before a marker, and these markers have no length.
            if (marker is 0xFF or StartOfImage or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                offset += marker == 0xFF ? 1 : 2;
                continue;
            }

            if (marker is StartOfScan or EndOfImage)
            {
                return segments;
            }

            var length = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(head[2..]), (ushort)2);
            segments.Add(new JpegSegment(marker, offset, offset + head.Length, offset + 2 + length));
            offset += 2 + length;
        }

        problem = $"The JPEG was cut off at byte {file.Length}, before its pixels.";
        return segments;
    }
}
