using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.IsoMedia;

/// <summary>One box of an ISO base media file (ISO/IEC 14496-12): four letters and what lies between two places of the file.</summary>
/// <param name="Type">The four letters as a number, big end first.</param>
/// <param name="Start">First byte of the content.</param>
/// <param name="End">The byte after the content.</param>
internal readonly record struct IsoBox(uint Type, long Start, long End)
{
    private const int MostBoxes = 10_000;

    internal long Length => End - Start;

    internal static uint Name(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt32BigEndian(letters);

    /// <summary>The boxes that lie between two places, one after the other; a broken length ends the list.</summary>
    internal static List<IsoBox> List(ImageBytes file, long start, long end)
    {
        var boxes = new List<IsoBox>();
        Span<byte> head = stackalloc byte[8];
        while (start + head.Length <= end && boxes.Count < MostBoxes && file.TryRead(start, head))
        {
            var type = Name(head[4..]);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var content = start + head.Length;
            if (length == 1 && file.TryRead(content, head))
            {
                length = BinaryPrimitives.ReadInt64BigEndian(head);
                content += head.Length;
            }

            // Zero: up to the end of the file.
            var next = length == 0 ? end : start + length;
            if (next < content || next > end)
            {
                break;
            }

            boxes.Add(new IsoBox(type, content, next));
            start = next;
        }

        return boxes;
    }

    /// <summary>The boxes inside this one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="skip">Bytes before the first: four in boxes with a version.</param>
    internal List<IsoBox> Inside(ImageBytes file, int skip = 0) => List(file, Start + skip, End);

    internal static IsoBox? Find(IEnumerable<IsoBox> boxes, uint type) =>
        boxes.Where(box => box.Type == type).Select(box => (IsoBox?)box).FirstOrDefault();
}
