using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace BerryAIGen.IO.Checksums;

/// <summary>One lane without vector instructions: the path that every processor has.</summary>
internal readonly struct ScalarLanes : ILanes<uint>
{
    public static int Count => 1;

    public static uint Broadcast(uint value) => value;

    public static uint Load(ReadOnlySpan<uint> words) => words[0];

    public static uint Add(uint left, uint right) => left + right;

    public static uint Xor(uint left, uint right) => left ^ right;

    public static uint RotateRight(uint value, [ConstantExpected] byte bits) => BitOperations.RotateRight(value, bits);

    public static void LoadBlocks(ref readonly byte input, nint stride, Span<uint> message)
    {
        var words = MemoryMarshal.Cast<byte, uint>(MemoryMarshal.CreateReadOnlySpan(in input, 64));
        if (BitConverter.IsLittleEndian)
        {
            words.CopyTo(message);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(words, message);
        }
    }
}
