using System.Text;

namespace BerryAIGen.IO.Tests.Onnx;

/// <summary>Writes protobuf fields; nothing is checked, so wrong ones can be made as well.</summary>
internal sealed class ProtoMaker
{
    private readonly List<byte> _bytes = [];

    internal static ProtoMaker Model(ProtoMaker graph) =>
        new ProtoMaker()
            .Number(1, 8)
            .Text(2, "pytorch")
            .Text(3, "2.4")
            .Message(8, new ProtoMaker().Text(1, "").Number(2, 17))
            .Message(7, graph)
            .Message(14, new ProtoMaker().Text(1, "author").Text(2, "x"));

    internal static ProtoMaker Graph() =>
        new ProtoMaker()
            .Message(1, new ProtoMaker().Text(4, "Conv"))
            .Message(1, new ProtoMaker().Text(4, "Relu"))
            .Text(2, "main")
            .Message(5, Tensor("w", 1, 2, 3).Data(9, new byte[24]))
            .Message(11, new ProtoMaker().Text(1, "sample"))
            .Message(12, new ProtoMaker().Text(1, "out"));

    internal static ProtoMaker Tensor(string name, ulong type, params ulong[] shape)
    {
        var maker = new ProtoMaker();
        foreach (var size in shape)
        {
            maker.Number(1, size);
        }

        return maker.Number(2, type).Text(8, name);
    }

    internal ProtoMaker Number(int field, ulong value) => Varint((ulong)field << 3).Varint(value);

    internal ProtoMaker Text(int field, string text) => Data(field, Encoding.UTF8.GetBytes(text));

    internal ProtoMaker Message(int field, ProtoMaker message) => Data(field, [.. message._bytes]);

    internal ProtoMaker Data(int field, byte[] bytes)
    {
        Varint(((ulong)field << 3) | 2).Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    internal ProtoMaker Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
        return this;
    }

    internal byte[] ToArray() => [.. _bytes];
}
