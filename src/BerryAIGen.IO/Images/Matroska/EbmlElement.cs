namespace BerryAIGen.IO.Images.Matroska;

/// <summary>One element of a Matroska file (RFC 8794): an id and what lies between two places of the file.</summary>
internal readonly record struct EbmlElement(uint Id, long Start, long End)
{
    private const int MostElements = 200_000;

    internal long Length => End - Start;

    /// <summary>The elements between two places. One of unknown length, as live streams have it, goes up to the end.</summary>
    internal static IEnumerable<EbmlElement> List(ImageBytes file, long start, long end)
    {
        for (var i = 0; i < MostElements && start < end; i++)
        {
            var offset = start;
            if (
                Number(file, ref offset, keepsMark: true) is not { } id
                || Number(file, ref offset, keepsMark: false) is not { } length
            )
            {
                yield break;
            }

            var next = length == long.MaxValue ? end : offset + length;
            if (next > end || next < offset)
            {
                yield break;
            }

            yield return new EbmlElement((uint)id, offset, next);
            start = next;
        }
    }

    internal IEnumerable<EbmlElement> Inside(ImageBytes file) => List(file, Start, End);

    /// <summary>A number whose first set bit says how many bytes it has; all bits set means unknown.</summary>
    private static long? Number(ImageBytes file, ref long offset, bool keepsMark)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (!file.TryRead(offset, bytes[..1]) || bytes[0] == 0)
        {
            return null;
        }

        var width = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (!file.TryRead(offset, bytes[..width]))
        {
            return null;
        }

        offset += width;
        var number = keepsMark ? bytes[0] : bytes[0] & ((1L << (8 - width)) - 1);
        for (var i = 1; i < width; i++)
        {
            number = (number << 8) | bytes[i];
        }

        return !keepsMark && number == (1L << (7 * width)) - 1 ? long.MaxValue : number;
    }
}
