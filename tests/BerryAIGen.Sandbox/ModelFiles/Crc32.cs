using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>The IEEE checksum of zlib, PNG and zip, by table.</summary>
internal struct Crc32()
{
    private static readonly uint[] Table = BuildTable();

    private uint state = 0xFFFF_FFFF;

    public readonly uint Value => ~state;

    /// <summary>The value as Civitai prints it: its bytes in little-endian order ("hello world" is 85114A0D).</summary>
    public readonly string CivitaiText => BinaryPrimitives.ReverseEndianness(Value).ToString("X8");

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        return crc.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        state = crc;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : 0xEDB8_8320 ^ (value >> 1);
            table[i] = value;
        }

        return table;
    }
}
