using System.Buffers.Binary;
using System.Globalization;

namespace BerryAIGen.IO.Checksums;

/// <summary>CRC-32 as zlib, zip and PNG use it (IEEE 802.3, reflected polynomial EDB88320), fed piece by piece.</summary>
public sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int TableSize = 256;
    private const int Slices = 16;
    private static readonly uint[] Tables = MakeTables();
    private readonly bool _canFold;
    private uint _register = uint.MaxValue;

    /// <summary>A checksum that uses the carry-less multiplication of this processor, where it has one.</summary>
    public Crc32()
        : this(Crc32Folding.IsSupported) { }

    internal Crc32(bool canFold) => _canFold = canFold;

    /// <summary>The checksum of everything added so far; 0 for nothing.</summary>
    public uint Value => ~_register;

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_canFold && bytes.Length >= Crc32Folding.StepBytes)
        {
            var folded = bytes.Length / Crc32Folding.StepBytes * Crc32Folding.StepBytes;
            Span<byte> rest = stackalloc byte[Crc32Folding.RestBytes];
            Crc32Folding.Fold(_register, bytes[..folded], rest);
            _register = AppendByTable(0, rest);
            bytes = bytes[folded..];
        }

        _register = AppendByTable(_register, bytes);
    }

    /// <summary>
    /// Whether two texts of eight hex digits mean the same checksum. Civitai prints the four bytes in the opposite
    /// order ("hello world" is 85114A0D there and 0D4A1185 elsewhere), so both orders count as equal.
    /// </summary>
    public static bool Equivalent(string left, string right) =>
        TryParse(left, out var a)
        && TryParse(right, out var b)
        && (a == b || a == BinaryPrimitives.ReverseEndianness(b));

    /// <summary>Times x modulo the polynomial, bits reflected.</summary>
    internal static uint ShiftOneBit(uint value) => (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;

    private static bool TryParse(string text, out uint value)
    {
        value = 0;
        return text.Length == 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static uint AppendByTable(uint register, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var next = 0u;
            var first = register ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            for (var i = 0; i < 4; i++)
            {
                next ^= tables[(Slices - 1 - i) * TableSize + (byte)(first >> (8 * i))];
            }

            for (var i = 4; i < Slices; i++)
            {
                next ^= tables[(Slices - 1 - i) * TableSize + bytes[i]];
            }

            register = next;
        }

        foreach (var value in bytes)
        {
            register = tables[(byte)(register ^ value)] ^ (register >> 8);
        }

        return register;
    }

    /// <summary>Table <c>k</c> holds the effect of a byte that <c>k</c> zero bytes follow.</summary>
    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * TableSize];
        for (var index = 0; index < tables.Length; index++)
        {
            var isFirst = index < TableSize;
            var value = isFirst ? (uint)index : tables[index - TableSize];
            for (var bit = 0; bit < 8; bit++)
            {
                value = ShiftOneBit(value);
            }

            tables[index] = value;
        }

        return tables;
    }
}
