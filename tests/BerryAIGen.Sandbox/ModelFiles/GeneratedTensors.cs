using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>
/// A stored beginning followed by numbers that are computed from their position, so that a file of any size can be
/// read from anywhere and costs no memory.
/// </summary>
internal sealed class GeneratedTensors(byte[] beginning, long bodyLength, ulong seed) : FileContent
{
    // Clears the top exponent bit of every 16-bit half: as F16, BF16 or F32 no value is then infinite or not a number.
    private const ulong FiniteNumbers = 0xBFFF_BFFF_BFFF_BFFF;

    public override long Length => beginning.Length + bodyLength;

    public override void Read(long offset, Span<byte> buffer)
    {
        if (offset < beginning.Length)
        {
            var stored = beginning.AsSpan((int)offset);
            if (stored.Length >= buffer.Length)
            {
                stored[..buffer.Length].CopyTo(buffer);
                return;
            }

            stored.CopyTo(buffer);
            buffer = buffer[stored.Length..];
            offset = beginning.Length;
        }

        ReadBody(offset - beginning.Length, buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadBody(long position, Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[8];
        while (buffer.Length > 0)
        {
            var skip = (int)(position & 7);
            if (skip == 0 && buffer.Length >= 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(buffer, WordAt(position >> 3));
                position += 8;
                buffer = buffer[8..];
                continue;
            }

            BinaryPrimitives.WriteUInt64LittleEndian(word, WordAt(position >> 3));
            var count = Math.Min(8 - skip, buffer.Length);
            word.Slice(skip, count).CopyTo(buffer);
            position += count;
            buffer = buffer[count..];
        }
    }

    // SplitMix64: a counter-based generator, so a word needs no predecessor.
    private ulong WordAt(long index)
    {
        var z = unchecked(seed + ((ulong)index + 1) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (z ^ (z >> 31)) & FiniteNumbers;
    }
}
