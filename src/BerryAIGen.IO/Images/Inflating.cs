using System.IO.Compression;

namespace BerryAIGen.IO.Images;

/// <summary>Unpacks what stands compressed in a picture, as far as it may grow.</summary>
internal static class Inflating
{
    /// <summary>The unpacked bytes; null when they are broken or more than allowed.</summary>
    internal static byte[]? Inflate(ReadOnlySpan<byte> compressed, int mostBytes) =>
        Unpack(compressed, mostBytes, static packed => new ZLibStream(packed, CompressionMode.Decompress));

    /// <summary>The same for gzip.</summary>
    internal static byte[]? Gunzip(ReadOnlySpan<byte> compressed, int mostBytes) =>
        Unpack(compressed, mostBytes, static packed => new GZipStream(packed, CompressionMode.Decompress));

    private static byte[]? Unpack(ReadOnlySpan<byte> compressed, int mostBytes, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream(compressed.ToArray(), writable: false);
        using var unpacking = open(packed);
        using var unpacked = new MemoryStream();
        var block = new byte[32 << 10];
        try
        {
            while (unpacking.Read(block) is > 0 and var read)
            {
                if (unpacked.Length + read > mostBytes)
                {
                    return null;
                }

                unpacked.Write(block, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return unpacked.ToArray();
    }
}
