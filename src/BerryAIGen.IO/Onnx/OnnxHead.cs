namespace BerryAIGen.IO.Onnx;

/// <summary>ONNX has no magic: its first bytes must be fields of a model, its version first.</summary>
internal static class OnnxHead
{
    private const byte VersionField = 0x08;
    private const byte NewestVersion = 30;

    // One byte each, field number and wire type: producer, its version, domain, model version, note, graph, operator sets, texts.
    private static ReadOnlySpan<byte> OtherFields => [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72];

    internal static bool Is(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8 || head[0] != VersionField || head[1] is 0 or > NewestVersion)
        {
            return false;
        }

        var fields = 0;
        for (head = head[2..]; !head.IsEmpty; fields++)
        {
            if (!OtherFields.Contains(head[0]))
            {
                return false;
            }

            var isNumber = (head[0] & 7) == 0;
            if (!TryVarint(head[1..], out var value, out var length))
            {
                return false;
            }

            var next = 1 + length + (isNumber ? 0 : value);
            if (next >= (ulong)head.Length)
            {
                // The rest of this field, mostly the graph, lies behind the head.
                return fields > 0 || head[0] == 0x3A;
            }

            head = head[(int)next..];
        }

        return fields > 1;
    }

    private static bool TryVarint(ReadOnlySpan<byte> bytes, out ulong value, out ulong length)
    {
        value = 0;
        for (var i = 0; i < Math.Min(5, bytes.Length); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                length = (ulong)i + 1;
                return true;
            }
        }

        length = 0;
        return false;
    }
}
