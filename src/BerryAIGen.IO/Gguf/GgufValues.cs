using System.Globalization;
using System.Text;

namespace BerryAIGen.IO.Gguf;

/// <summary>Reads the values of the keys as texts, long ones only as their size.</summary>
internal sealed class GgufValues(GgufBytes bytes)
{
    private const uint TypeString = 8;
    private const uint TypeArray = 9;
    private const ulong MostElements = 1 << 30;

    // Chat templates are the longest texts that people want to see.
    private const int LongestText = 256 << 10;
    private const int LongestElement = 256;
    private const ulong MostShownElements = 16;

    // One number of each layer; the largest models have some hundred.
    private const ulong MostShownNumbers = 512;

    // By type number: u8, i8, u16, i16, u32, i32, f32, bool, (string, array), u64, i64, f64.
    private static ReadOnlySpan<byte> Sizes => [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    internal string Read(string key, uint type) =>
        type switch
        {
            TypeArray => ReadArray(key),
            TypeString => ReadText(key, LongestText),
            _ when type < Sizes.Length => ReadNumber(type),
            _ => throw Unknown(key, type),
        };

    private string ReadArray(string key)
    {
        var type = bytes.U32();
        // A list of lists is in the description, but no program reads or writes it.
        if (type == TypeArray || type >= Sizes.Length)
        {
            throw Unknown(key, type);
        }

        var count = bytes.U64();
        if (count > MostElements)
        {
            throw new GgufBroken("count", $"The list '{key}' should have {count} elements; no list is that long.");
        }

        if (count > (type == TypeString ? MostShownElements : MostShownNumbers))
        {
            Skip(key, type, (long)count);
            return $"[{count} {(type == TypeString ? "strings" : "numbers")}]";
        }

        var text = new StringBuilder("[");
        for (var i = 0UL; i < count; i++)
        {
            text.Append(i == 0 ? "" : ", ")
                .Append(type == TypeString ? ReadText(key, LongestElement) : ReadNumber(type));
        }

        return text.Append(']').ToString();
    }

    private void Skip(string key, uint type, long count)
    {
        if (type != TypeString)
        {
            bytes.Skip(count * Sizes[(int)type]);
            return;
        }

        var what = $"An element of '{key}'";
        for (; count > 0; count--)
        {
            bytes.Skip(bytes.StringLength(what));
        }
    }

    private string ReadText(string key, int longest)
    {
        var start = bytes.Position;
        return bytes.String($"The value of '{key}'", longest) ?? $"[{bytes.Position - start - 8} bytes]";
    }

    private string ReadNumber(uint type) =>
        type switch
        {
            0 => bytes.U8().ToString(CultureInfo.InvariantCulture),
            1 => ((sbyte)bytes.U8()).ToString(CultureInfo.InvariantCulture),
            2 => bytes.U16().ToString(CultureInfo.InvariantCulture),
            3 => ((short)bytes.U16()).ToString(CultureInfo.InvariantCulture),
            4 => bytes.U32().ToString(CultureInfo.InvariantCulture),
            5 => ((int)bytes.U32()).ToString(CultureInfo.InvariantCulture),
            6 => BitConverter.UInt32BitsToSingle(bytes.U32()).ToString(CultureInfo.InvariantCulture),
            7 => bytes.U8() != 0 ? "true" : "false",
            10 => bytes.U64().ToString(CultureInfo.InvariantCulture),
            11 => ((long)bytes.U64()).ToString(CultureInfo.InvariantCulture),
            _ => BitConverter.UInt64BitsToDouble(bytes.U64()).ToString(CultureInfo.InvariantCulture),
        };

    private static GgufBroken Unknown(string key, uint type) =>
        new("kv type", $"The value of '{key}' has the unknown type {type}; the header is corrupt.");
}
