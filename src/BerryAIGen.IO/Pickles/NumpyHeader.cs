using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Pickles;

/// <summary>The beginning of an npy file (numpy/lib/format.py): an array of objects is a pickle behind it.</summary>
internal static partial class NumpyHeader
{
    private const int FixedBytes = 8;
    private const int LongestHeader = 1 << 20;

    /// <summary>Reads over the header.</summary>
    /// <returns>Whether objects follow; null when the header is broken.</returns>
    internal static bool? ReadHasObjects(Stream stream)
    {
        Span<byte> head = stackalloc byte[FixedBytes + 4];
        if (stream.ReadAtLeast(head[..FixedBytes], FixedBytes, throwOnEndOfStream: false) < FixedBytes)
        {
            return null;
        }

        // Version 1 has two bytes for the header's length, the later ones four.
        var lengthBytes = head[6] == 1 ? 2 : 4;
        if (
            stream.ReadAtLeast(head.Slice(FixedBytes, lengthBytes), lengthBytes, throwOnEndOfStream: false)
            < lengthBytes
        )
        {
            return null;
        }

        var length =
            lengthBytes == 2
                ? BinaryPrimitives.ReadUInt16LittleEndian(head[FixedBytes..])
                : BinaryPrimitives.ReadUInt32LittleEndian(head[FixedBytes..]);
        if (length > LongestHeader)
        {
            return null;
        }

        var text = new byte[length];
        return stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length
            ? null
            : Objects().IsMatch(Encoding.Latin1.GetString(text));
    }

    // A type code of its own, or one inside a record's list of fields.
    [GeneratedRegex("""['"][<>|=]?O\d*['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex Objects();
}
