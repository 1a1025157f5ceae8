using System.Buffers.Binary;
using System.Text;

namespace BerryAIGen.Testing.Pickles;

/// <summary>Writes the instructions of a pickle one by one, as Python's documentation of them says (Lib/pickletools.py).</summary>
public sealed class PickleScript
{
    private readonly List<byte> _bytes = [];

    public static PickleScript Of(int protocol) => new PickleScript().Raw(0x80, (byte)protocol);

    public PickleScript Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Latin-1: instructions of protocol 0 are letters.</summary>
    public PickleScript Raw(string text) => Raw(Encoding.Latin1.GetBytes(text));

    public PickleScript Global(string module, string name) => Raw($"c{module}\n{name}\n");

    /// <summary>BINUNICODE.</summary>
    public PickleScript Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Raw((byte)'X').Raw(Little(utf8.Length)).Raw(utf8);
    }

    /// <summary>BINBYTES.</summary>
    public PickleScript Bytes(byte[] content) => Raw((byte)'B').Raw(Little(content.Length)).Raw(content);

    /// <summary>BININT, or LONG1 with eight bytes where that is too short.</summary>
    public PickleScript Whole(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
            return Raw((byte)'J').Raw(Little((int)number));
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8A, 8).Raw(bytes);
    }

    public PickleScript Wholes(IEnumerable<long> numbers)
    {
        Raw("(");
        foreach (var number in numbers)
            Whole(number);
        return Raw("t");
    }

    /// <summary>Calls what is on the stack with one text.</summary>
    public PickleScript CallWith(string text) => Text(text).Raw(0x85).Raw("R");

    public byte[] Stop() => [.. Raw(".")._bytes];

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
