using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BerryAIGen.Testing;

/// <summary>One entry of a zip that a test makes; every lie an archive can tell is a property.</summary>
public sealed record ZipPart(string Name, byte[] Data)
{
    /// <summary>What the header in front of the bytes calls it; null for the same name.</summary>
    public string? LocalName { get; init; }

    public bool IsDeflated { get; init; }

    /// <summary>The packing that both headers claim; null for the true one.</summary>
    public ushort? Method { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort CentralFlags { get; init; }

    public ushort LocalFlags { get; init; }

    public uint? Crc { get; init; }

    /// <summary>The unpacked size that is claimed; null for the true one.</summary>
    public uint? Size { get; init; }

    /// <summary>Sizes and checksum stand behind the bytes only.</summary>
    public bool HasDescriptor { get; init; }

    /// <summary>Sizes and place stand in a zip64 field.</summary>
    public bool IsZip64 { get; init; }

    public bool IsListed { get; init; } = true;

    public uint UnixMode { get; init; }
}

/// <summary>Makes zips byte by byte, right ones and wrong ones.</summary>
public static class ZipBytes
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Entry((uint)value))];

    public static byte[] Create(params (string Name, byte[] Data)[] files) =>
        Create([.. files.Select(file => new ZipPart(file.Name, file.Data))]);

    /// <param name="parts">The entries in order.</param>
    /// <param name="prefix">Bytes in front of the archive that its offsets do not count.</param>
    /// <param name="hasDirectory">False leaves out everything behind the last entry.</param>
    public static byte[] Create(IReadOnlyList<ZipPart> parts, byte[]? prefix = null, bool hasDirectory = true)
    {
        using var file = new MemoryStream();
        using var central = new MemoryStream();
        file.Write(prefix);
        var listed = 0;
        foreach (var part in parts)
        {
            var offset = file.Position - (prefix?.Length ?? 0);
            var packed = part.IsDeflated ? Deflate(part.Data) : part.Data;
            WriteLocal(file, part, packed);
            if (part.IsListed)
            {
                WriteCentral(central, part, packed, (uint)offset);
                listed++;
            }
        }

        if (hasDirectory)
        {
            WriteEnd(file, central.ToArray(), listed, prefix?.Length ?? 0);
        }

        return file.ToArray();
    }

    public static byte[] Deflate(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            deflate.Write(data);
        }

        return packed.ToArray();
    }

    public static uint Crc32(ReadOnlySpan<byte> data)
    {
        var register = uint.MaxValue;
        foreach (var value in data)
        {
            register = (register >> 8) ^ Table[(byte)(register ^ value)];
        }

        return ~register;
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ ((value & 1) == 0 ? 0 : 0xEDB88320);
        }

        return value;
    }

    private static void WriteLocal(MemoryStream file, ZipPart part, byte[] packed)
    {
        var name = Encoding.UTF8.GetBytes(part.LocalName ?? part.Name);
        var flags = (ushort)(part.LocalFlags | (part.HasDescriptor ? 8 : 0));
        file.Write("PK\x03\x04"u8);
        Short(file, 20, flags, part.LocalMethod ?? Method(part), 0, 0);
        if (part.HasDescriptor)
        {
            Int(file, 0, 0, 0);
        }
        else
        {
            Int(
                file,
                Crc(part),
                part.IsZip64 ? uint.MaxValue : Packed(packed),
                part.IsZip64 ? uint.MaxValue : Size(part)
            );
        }

        Short(file, (ushort)name.Length, (ushort)(part.IsZip64 ? 20 : 0));
        file.Write(name);
        if (part.IsZip64)
        {
            Short(file, 1, 16);
            Int(file, Size(part), 0, Packed(packed), 0);
        }

        file.Write(packed);
        if (part.HasDescriptor)
        {
            file.Write("PK\x07\x08"u8);
            Int(file, Crc(part), Packed(packed), Size(part));
        }
    }

    private static void WriteCentral(MemoryStream central, ZipPart part, byte[] packed, uint offset)
    {
        var name = Encoding.UTF8.GetBytes(part.Name);
        central.Write("PK\x01\x02"u8);
        Short(central, 0x031E, 20, (ushort)(part.CentralFlags | (part.HasDescriptor ? 8 : 0)), Method(part), 0, 0);
        Int(central, Crc(part));
        Int(central, part.IsZip64 ? uint.MaxValue : Packed(packed), part.IsZip64 ? uint.MaxValue : Size(part));
        Short(central, (ushort)name.Length, (ushort)(part.IsZip64 ? 28 : 0), 0, 0, 0);
        Int(central, part.UnixMode << 16, part.IsZip64 ? uint.MaxValue : offset);
        central.Write(name);
        if (part.IsZip64)
        {
            Short(central, 1, 24);
            Int(central, Size(part), 0, Packed(packed), 0, offset, 0);
        }
    }

    private static void WriteEnd(MemoryStream file, byte[] central, int count, int prefixBytes)
    {
        var start = (uint)(file.Position - prefixBytes);
        file.Write(central);
        file.Write("PK\x05\x06"u8);
        Short(file, 0, 0, (ushort)count, (ushort)count);
        Int(file, (uint)central.Length, start);
        Short(file, 0);
    }

    private static ushort Method(ZipPart part) => part.Method ?? (ushort)(part.IsDeflated ? 8 : 0);

    private static uint Crc(ZipPart part) => part.Crc ?? Crc32(part.Data);

    private static uint Size(ZipPart part) => part.Size ?? (uint)part.Data.Length;

    private static uint Packed(byte[] packed) => (uint)packed.Length;

    private static void Short(MemoryStream stream, params ReadOnlySpan<ushort> values)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void Int(MemoryStream stream, params ReadOnlySpan<uint> values)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
