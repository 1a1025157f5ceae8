using System.IO.Compression;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Finds every pickle in a file by its content: bare ones, several after another, inside numpy files, archives and the
/// byte strings of other pickles. A name never makes a file less suspect; it only says that there ought to be a pickle.
/// </summary>
public sealed class PickleFinder
{
    private const int Deepest = 8;
    private readonly CancellationToken _cancellationToken;
    private readonly UnpackAllowance _allowance = new();
    private int _depth;

    private PickleFinder(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    internal PickleFindings Findings { get; } = new();

    /// <summary>Looks through a file; nothing in it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called, or is to be called.</param>
    /// <param name="cancellationToken">Ends the looking early.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static PickleFindings Find(string path, string name, CancellationToken cancellationToken)
    {
        var finder = new PickleFinder(cancellationToken);
        using var file = Open(path);
        if (file.Length == 0)
        {
            finder.Findings.AddError($"{name} is empty.");
            return finder.Findings;
        }

        finder.ScanContent(file, () => Open(path), name);
        finder.TryScanArchive(() => ArchiveReader.TryOpen(path), name);
        return finder.Findings;
    }

    /// <summary>The same for bytes in memory.</summary>
    public static PickleFindings Find(byte[] content, string name, CancellationToken cancellationToken)
    {
        var finder = new PickleFinder(cancellationToken);
        finder.ScanContent(InMemory(content), () => InMemory(content), name);
        finder.TryScanArchive(() => ArchiveReader.TryOpen(InMemory(content)), name);
        return finder.Findings;
    }

    /// <summary>Reads what is no archive as pickles, from the first byte on, whatever that byte says: loaders may not look.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="again">The same once more, for what two loaders read in two ways; null when that is impossible.</param>
    /// <param name="name">For messages, and for what it promises.</param>
    internal void ScanContent(Stream stream, Func<Stream>? again, string name)
    {
        if (_depth == Deepest)
        {
            Findings.AddError($"{name} lies deeper inside other files than is followed.");
            return;
        }

        _depth++;
        if (ScanKnown(new HeadedStream(stream), again, name, isOtherWay: false))
        {
            ScanOtherWay(again, name);
        }

        _depth--;
    }

    // Who hides something behind an array that joblib passes over is found out, and so is who hides it in one.
    private void ScanOtherWay(Func<Stream>? again, string name)
    {
        if (again is null)
        {
            Findings.AddError($"{name} holds arrays of joblib and is too large to be read as others read it.");
            return;
        }

        using var stream = again();
        _ = ScanKnown(new HeadedStream(stream), again, name, isOtherWay: true);
    }

    /// <returns>Whether another loader would read it in another way.</returns>
    private bool ScanKnown(HeadedStream stream, Func<Stream>? again, string name, bool isOtherWay)
    {
        var scan = new PickleStreamScan(Findings, name, isOtherWay)
        {
            OnFile = inner => ScanInner(inner, name),
            OnBytes = bytes => ScanBytes(bytes, name),
        };
        var isPromised = PickleSigns.IsPromisedBy(name);
        var container = ContainerDetector.Detect(stream.Head);
        if (container == Container.Numpy)
        {
            return ScanNumpy(stream, name, scan);
        }

        if (PickleSigns.IsZlib(stream.Head))
        {
            ScanZlib(stream, again, name);
            return false;
        }

        var isPickle = container == Container.Pickle || PickleSigns.StartsPickle(stream.Head);
        return scan.Scan(
            stream,
            isPickle || (isPromised && container == Container.Unknown),
            isPromised && !PickleSigns.IsArchive(stream.Head),
            _cancellationToken
        );
    }

    private bool ScanNumpy(Stream stream, string name, PickleStreamScan scan)
    {
        if (NumpyHeader.ReadHasObjects(stream) is { } hasObjects)
        {
            return scan.Scan(stream, isExpected: hasObjects, isLoaded: false, _cancellationToken);
        }

        Findings.AddError($"{name} begins as a NumPy array, but its header is broken.");
        return false;
    }

    private void ScanZlib(Stream packed, Func<Stream>? again, string name)
    {
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            ScanContent(_allowance.Limit(unpacked), again is null ? null : () => Unpack(again()), name);
        }
        catch (ArchiveException bomb)
        {
            Findings.AddError($"{name}: {bomb.Message}");
        }
        catch (InvalidDataException problem)
        {
            // Two bytes that look like zlib's mark are no promise; a name is.
            if (PickleSigns.IsPromisedBy(name))
            {
                Findings.AddError($"{name} cannot be unpacked: {problem.Message}");
            }
        }
    }

    private Stream Unpack(Stream packed) => _allowance.Limit(new ZLibStream(packed, CompressionMode.Decompress));

    private void ScanInner(Stream inner, string name)
    {
        // Most are short; a long one is read once, which is enough for all but joblib's arrays.
        if (inner.Length <= UnpackAllowance.MostInMemory)
        {
            using var content = new MemoryStream();
            inner.CopyTo(content);
            ScanShort(content.ToArray(), name);
            return;
        }

        var headed = new HeadedStream(inner);
        if (PickleSigns.IsArchive(headed.Head))
        {
            Findings.AddError($"{name} holds an archive that is too large to look into.");
        }
        else
        {
            ScanContent(headed, null, name);
        }
    }

    private void ScanShort(byte[] content, string name)
    {
        if (PickleSigns.IsArchive(content))
        {
            TryScanArchive(() => ArchiveReader.TryOpen(InMemory(content)), name);
        }
        else
        {
            ScanContent(InMemory(content), () => InMemory(content), name);
        }
    }

    private bool ScanBytes(byte[] bytes, string name)
    {
        if (PickleSigns.StartsFile(bytes))
        {
            ScanShort(bytes, name);
            return true;
        }

        // Protocol 0 has no mark: what makes a whole pickle, or names what is known to be dangerous, counts.
        var scan = new PickleStreamScan(Findings, name, isOtherWay: false)
        {
            OnFile = inner => ScanInner(inner, name),
            OnBytes = inner => ScanBytes(inner, name),
        };
        if (scan.Scan(InMemory(bytes), isExpected: false, isLoaded: false, _cancellationToken))
        {
            ScanOtherWay(() => InMemory(bytes), name);
        }

        return true;
    }

    private void TryScanArchive(Func<ArchiveReader?> open, string name)
    {
        try
        {
            using var archive = open();
            if (archive is not null)
            {
                new ArchivePickles(this, _cancellationToken).Scan(archive, name);
            }
        }
        catch (ArchiveException problem)
        {
            Findings.AddError($"{name}: {problem.Message}");
        }
    }

    private static MemoryStream InMemory(byte[] content) => new(content, writable: false);

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
}
