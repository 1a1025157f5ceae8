using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Pickles;

/// <summary>What tells that bytes are, or ought to be, something with pickles in it.</summary>
internal static class PickleSigns
{
    private const int HighestProtocol = 5;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bin",
        ".ckpt",
        ".dat",
        ".data",
        ".joblib",
        ".pickle",
        ".pkl",
        ".pt",
        ".pth",
    };

    /// <summary>Whether a file of that name is loaded as a pickle unless it says something else itself.</summary>
    internal static bool IsPromisedBy(string name) => Extensions.Contains(Path.GetExtension(name));

    /// <summary>Whether the file, or one that it lies in, is loaded by PyTorch.</summary>
    internal static bool IsOfTorch(string name) =>
        name.Split('/').Any(part => Path.GetExtension(part).ToLowerInvariant() is ".bin" or ".ckpt" or ".pt" or ".pth");

    /// <summary>PROTO and a protocol that there is; protocol 0 has no mark of its own.</summary>
    internal static bool StartsPickle(ReadOnlySpan<byte> head) =>
        head is [(byte)PickleOpcode.Protocol, <= HighestProtocol, ..];

    /// <summary>Bytes inside a pickle that are a file themselves.</summary>
    internal static bool StartsFile(ReadOnlySpan<byte> head) =>
        StartsPickle(head) || IsZlib(head) || ContainerDetector.Detect(head) is Container.Numpy || IsArchive(head);

    internal static bool IsArchive(ReadOnlySpan<byte> head) =>
        ContainerDetector.Detect(head)
            is Container.Zip
                or Container.SevenZip
                or Container.Gzip
                or Container.Tar
                or Container.Rar;

    /// <summary>How joblib packs by default: deflate, a window of 32 KiB, and a sum that 31 divides (RFC 1950).</summary>
    internal static bool IsZlib(ReadOnlySpan<byte> head) =>
        head is [0x78, var flags, ..] && ((0x78 << 8) | flags) % 31 == 0 && (flags & 0x20) == 0;
}
