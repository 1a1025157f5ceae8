using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace BerryAIGen.IO.Gguf;

/// <summary>
/// Reads the header of a GGUF file, versions 2 and 3 in either byte order, and checks it by the rules of ggml's own
/// reader (github.com/ggml-org/ggml, <c>docs/gguf.md</c> and <c>gguf.cpp</c>). The tensors' bytes are never read.
/// </summary>
public static class GgufReader
{
    // The largest models have some thousand tensors; these limits bound the memory and nothing else.
    private const ulong MostTensors = 1_000_000;
    private const ulong MostKeys = 1_000_000;
    private const long MostMetadataCharacters = 64 << 20;

    // docs/gguf.md: keys are at most 2^16-1 bytes long.
    private const int LongestKey = ushort.MaxValue;
    private const string AlignmentKey = "general.alignment";
    private const uint AlignmentType = 4;
    private const int DefaultAlignment = 32;
    private const int MagicBytes = 4;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static GgufReading Read(string path)
    {
        RegularFile.Require(path);
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
        return Read(file, file.Length);
    }

    /// <summary>Reads from where the seekable stream stands, which is the file's first byte.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the header does, although the size says otherwise.</exception>
    public static GgufReading Read(Stream stream, long sizeBytes) => Read(stream, sizeBytes, MostMetadataCharacters);

    internal static GgufReading Read(Stream stream, long sizeBytes, long mostCharacters)
    {
        try
        {
            var bytes = new GgufBytes(stream, sizeBytes);
            CheckMagic(bytes, sizeBytes);
            return GgufReading.Valid(ReadHeader(bytes, sizeBytes, mostCharacters));
        }
        catch (GgufBroken broken)
        {
            return GgufReading.Broken(broken.Error);
        }
    }

    private static void CheckMagic(GgufBytes bytes, long sizeBytes)
    {
        var head = bytes.Take((int)Math.Min(MagicBytes, sizeBytes));
        if (!head.SequenceEqual("GGUF"u8))
        {
            throw new GgufBroken(
                "magic",
                sizeBytes == 0
                    ? "The file is empty."
                    : "The file does not begin with 'GGUF': it is no GGUF file, whatever its name says."
            );
        }
    }

    private static GgufHeader ReadHeader(GgufBytes bytes, long sizeBytes, long mostCharacters)
    {
        var version = ReadVersion(bytes);
        var tensorCount = Count(bytes.U64(), MostTensors, "tensors");
        var keyCount = Count(bytes.U64(), MostKeys, "keys");
        var alignment = DefaultAlignment;
        var metadata = ReadKeys(bytes, keyCount, mostCharacters, ref alignment);
        var tensors = new GgufTensors(bytes).Read(tensorCount, alignment);
        var start = (bytes.Position + alignment - 1) / alignment * alignment;
        CheckData(tensors, start, sizeBytes);
        return new GgufHeader
        {
            Version = version,
            IsBigEndian = bytes.IsBigEndian,
            Tensors = tensors,
            Metadata = metadata,
            DataStart = start,
        };
    }

    private static int ReadVersion(GgufBytes bytes)
    {
        var version = bytes.U32();
        if ((version & ushort.MaxValue) == 0)
        {
            bytes.IsBigEndian = true;
            version = BinaryPrimitives.ReverseEndianness(version);
        }

        return version is 2 or 3
            ? (int)version
            : throw new GgufBroken("version", $"The file has version {version} of GGUF; versions 2 and 3 are read.");
    }

    private static int Count(ulong count, ulong most, string what) =>
        count <= most
            ? (int)count
            : throw new GgufBroken("count", $"The header announces {count} {what}; it is corrupt or forged.");

    private static Dictionary<string, string> ReadKeys(
        GgufBytes bytes,
        int count,
        long mostCharacters,
        ref int alignment
    )
    {
        Dictionary<string, string> metadata = [];
        var values = new GgufValues(bytes);
        var characters = 0L;
        for (var i = 0; i < count; i++)
        {
            var key = bytes.String("A key", LongestKey);
            if (string.IsNullOrEmpty(key))
            {
                throw key is null
                    ? new GgufBroken("string length", $"A key before byte {bytes.Position} is longer than any key is.")
                    : new GgufBroken("key", $"The key before byte {bytes.Position} is empty; the header is corrupt.");
            }

            var type = bytes.U32();
            var value = values.Read(key, type);
            characters += key.Length + value.Length;
            if (characters > mostCharacters)
            {
                throw new GgufBroken("count", "The keys and their values are longer than those of any model.");
            }

            if (!metadata.TryAdd(key, value))
            {
                throw new GgufBroken("duplicate key", $"The key '{key}' is there twice; the header is corrupt.");
            }

            if (key == AlignmentKey)
            {
                alignment = ReadAlignment(value, type);
            }
        }

        return metadata;
    }

    private static int ReadAlignment(string value, uint type) =>
        type == AlignmentType
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var alignment)
        && BitOperations.IsPow2(alignment)
            ? alignment
            : throw new GgufBroken(
                "alignment",
                $"The alignment is {value}; it must be a power of two, stored in 32 bits without a sign."
            );

    private static void CheckData(List<GgufTensor> tensors, long start, long sizeBytes)
    {
        if (tensors.Count == 0)
        {
            return;
        }

        var last = tensors[^1];
        var end = (UInt128)start + (ulong)last.Offset + (ulong)last.SizeBytes;
        if (end > (ulong)sizeBytes)
        {
            throw new GgufBroken(
                "truncated",
                $"The tensors end at byte {end} but the file has {sizeBytes}: the download or the copy was cut off."
            );
        }
    }
}
