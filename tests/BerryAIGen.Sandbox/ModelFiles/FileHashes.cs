using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>The hashes that Civitai's scanner stores for a file, upper-case hexadecimal.</summary>
/// <param name="AutoV1">8 digits; null for files below 2 MiB.</param>
/// <param name="AutoV2">First 10 digits of <paramref name="Sha256"/>.</param>
/// <param name="AutoV3">First 12 digits of the SHA-256 of what follows the header.</param>
/// <param name="Sha256">64 digits.</param>
/// <param name="Crc32">8 digits, bytes in Civitai's (little-endian) order.</param>
/// <param name="Blake3">64 digits.</param>
public sealed record FileHashes(
    string? AutoV1,
    string AutoV2,
    string AutoV3,
    string Sha256,
    string Crc32,
    string Blake3
)
{
    private const int AutoV1Offset = 0x100000;
    private const int AutoV1Length = 0x10000;
    private const int AutoV1Minimum = 0x200000;

    // From this header length on the scanner hashes the header too; so it does for every format that is not safetensors.
    private const ulong HeaderLimit = 16 * 1024 * 1024;

    /// <summary>Name and value of every hash that exists, in the order of Civitai's answers.</summary>
    public IEnumerable<(string Kind, string Value)> All
    {
        get
        {
            if (AutoV1 is not null)
                yield return ("AutoV1", AutoV1);
            yield return ("AutoV2", AutoV2);
            yield return ("SHA256", Sha256);
            yield return ("CRC32", Crc32);
            yield return ("BLAKE3", Blake3);
            yield return ("AutoV3", AutoV3);
        }
    }

    /// <summary>Computes all hashes in one pass.</summary>
    /// <param name="content">The bytes of the file.</param>
    public static FileHashes Of(FileContent content)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var afterHeader = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var crc = new Crc32();
        var blake = new Blake3();
        var bodyStart = BodyStart(content);
        var buffer = new byte[(int)Math.Min(1 << 20, Math.Max(1, content.Length))];
        for (long offset = 0; offset < content.Length; offset += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, content.Length - offset));
            content.Read(offset, part);
            whole.AppendData(part);
            crc.Append(part);
            blake.Append(part);
            if (offset + part.Length > bodyStart)
                afterHeader.AppendData(part[(int)Math.Max(0, bodyStart - offset)..]);
        }

        var sha = Convert.ToHexString(whole.GetHashAndReset());
        var tensors = Convert.ToHexString(afterHeader.GetHashAndReset());
        return new FileHashes(AutoV1Of(content), sha[..10], tensors[..12], sha, crc.CivitaiText, blake.Finish());
    }

    private static long BodyStart(FileContent content)
    {
        if (content.Length < 8)
            return content.Length;
        Span<byte> length = stackalloc byte[8];
        content.Read(0, length);
        var header = BinaryPrimitives.ReadUInt64LittleEndian(length);
        return header >= HeaderLimit ? 8 : Math.Min(content.Length, 8 + (long)header);
    }

    private static string? AutoV1Of(FileContent content)
    {
        if (content.Length < AutoV1Minimum)
            return null;
        var part = new byte[AutoV1Length];
        content.Read(AutoV1Offset, part);
        return Convert.ToHexString(SHA256.HashData(part))[..8];
    }
}
