using System.Buffers.Binary;
using System.Text;

namespace BerryAIGen.Testing;

/// <summary>Writes GGUF files value by value, in either byte order; nothing is checked, so wrong ones can be made as well.</summary>
public sealed class GgufMaker(bool isBigEndian = false)
{
    private readonly List<byte> _bytes = [];

    /// <summary>A whole file of one F32 tensor and the given texts.</summary>
    public static byte[] Small(params (string Key, string Value)[] texts)
    {
        var maker = new GgufMaker().Head(3, 1, (ulong)texts.Length);
        foreach (var (key, value) in texts)
        {
            maker.Text(key, value);
        }

        return maker.Tensor("a", 0, 0, 4).Pad(32).Zeros(16).ToArray();
    }

    public GgufMaker Head(uint version, ulong tensors, ulong keys)
    {
        _bytes.AddRange("GGUF"u8);
        return U32(version).U64(tensors).U64(keys);
    }

    public GgufMaker Text(string key, string value) => Word(key).U32(8).Word(value);

    public GgufMaker Number(string key, uint value) => Word(key).U32(4).U32(value);

    public GgufMaker Tensor(string name, uint type, ulong offset, params ulong[] dimensions)
    {
        Word(name).U32((uint)dimensions.Length);
        foreach (var size in dimensions)
        {
            U64(size);
        }

        return U32(type).U64(offset);
    }

    public GgufMaker Word(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        U64((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public GgufMaker U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes,
            isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value
        );
        _bytes.AddRange(bytes);
        return this;
    }

    public GgufMaker U64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(
            bytes,
            isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value
        );
        _bytes.AddRange(bytes);
        return this;
    }

    public GgufMaker U8(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public GgufMaker Zeros(int count)
    {
        _bytes.AddRange(new byte[count]);
        return this;
    }

    public GgufMaker Pad(int alignment) => Zeros((alignment - (int)(_bytes.Count % alignment)) % alignment);

    public byte[] ToArray() => [.. _bytes];
}
