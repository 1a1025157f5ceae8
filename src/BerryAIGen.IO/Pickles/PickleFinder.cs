using System.IO.Compression;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Finds every pickle in a file by its content: bare ones, several after another, inside numpy files, archives and the
/// byte strings of other pickles. A name never makes a file less suspect; it only says that there ought to be a pickle.
/// </summary>
public sealed class PickleFinder
{
    private const int MostPickles = 10_000;
    private const int Deepest = 8;
    private const int LongestInMemory = 64 << 20;

    private static readonly HashSet<string> PickleExtensions = new(StringComparer.OrdinalIgnoreCase)
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

    private readonly PickleFindings _findings = new();
    private readonly CancellationToken _cancellationToken;
    private int _depth;

    private PickleFinder(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    /// <summary>Looks through a file; nothing in it is run.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static PickleFindings Find(string path, CancellationToken cancellationToken) =>
        Find(path, Path.GetFileName(path), cancellationToken);

    /// <summary>The same for a file that is to bear another name.</summary>
    public static PickleFindings Find(string path, string name, CancellationToken cancellationToken)
    {
        var finder = new PickleFinder(cancellationToken);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        finder.LookThrough(file, name);
        return finder._findings;
    }

    /// <summary>The same for bytes in memory.</summary>
    public static PickleFindings Find(ReadOnlyMemory<byte> content, string name, CancellationToken cancellationToken)
    {
        var finder = new PickleFinder(cancellationToken);
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        finder.LookThrough(stream, name);
        return finder._findings;
    }

    private static bool PromisesPickle(string name) => PickleExtensions.Contains(Path.GetExtension(name));

    private void LookThrough(Stream file, string name)
    {
        var container = ReadContainer(file);
        if (file.Length == 0)
        {
            _findings.AddError($"{name} is empty.");
            return;
        }

        ScanContent(file, container, name, isExpected: PromisesPickle(name));
    }

    /// <summary>Every opcode from the first byte on, whatever the first bytes say that it is: loaders may not look.</summary>
    private void ScanContent(Stream stream, Container container, string name, bool isExpected)
    {
        switch (container)
        {
            case Container.Numpy:
                ScanNumpy(stream, name);
                break;
            case Container.Unknown when IsZlib(stream):
                using (var inner = new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true))
                {
                    ScanCompressed(inner, name, isExpected);
                }

                break;
            default:
                ScanPickles(
                    stream,
                    name,
                    container == Container.Pickle || (isExpected && container == Container.Unknown)
                );
                break;
        }
    }

    private void ScanNumpy(Stream stream, string name)
    {
        if (NumpyHeader.ReadHasObjects(stream) is { } hasObjects)
        {
            ScanPickles(stream, name, isExpected: hasObjects);
        }
        else
        {
            _findings.AddError($"{name} begins as a NumPy array, but its header is broken.");
        }
    }

    private void ScanCompressed(Stream inner, string name, bool isExpected)
    {
        try
        {
            ScanPickles(new LimitedStream(inner, LongestUnpacked), name, isExpected);
        }
        catch (InvalidDataException) when (!isExpected)
        {
            // Two bytes that look like zlib's mark are no promise.
        }
        catch (InvalidDataException problem)
        {
            _findings.AddError($"{name} cannot be unpacked: {problem.Message}");
        }
    }
}
