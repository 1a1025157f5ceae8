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
    private const int MostPickles = 10_000;
    private const int Deepest = 8;

    // The marks and versions of other formats end before this byte, and none of them goes on as a pickle.
    private const int LongestMark = 64;

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
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            0
        );
        if (file.Length == 0)
        {
            finder.Findings.AddError($"{name} is empty.");
            return finder.Findings;
        }

        finder.ScanContent(file, name);
        finder.TryScanArchive(() => ArchiveReader.TryOpen(path), name);
        return finder.Findings;
    }

    /// <summary>The same for bytes in memory.</summary>
    public static PickleFindings Find(byte[] content, string name, CancellationToken cancellationToken)
    {
        var finder = new PickleFinder(cancellationToken);
        finder.ScanContent(new MemoryStream(content, writable: false), name);
        finder.TryScanArchive(() => ArchiveReader.TryOpen(new MemoryStream(content, writable: false)), name);
        return finder.Findings;
    }

    /// <summary>Reads what is no archive as pickles, from the first byte on, whatever that byte says: loaders may not look.</summary>
    internal void ScanContent(Stream stream, string name)
    {
        if (++_depth > Deepest)
        {
            Findings.AddError($"{name} lies deeper inside other files than is followed.");
        }
        else
        {
            ScanKnown(new HeadedStream(stream), name);
        }

        _depth--;
    }

    private void ScanKnown(HeadedStream stream, string name)
    {
        var isPromised = PickleSigns.IsPromisedBy(name);
        var container = ContainerDetector.Detect(stream.Head);
        if (container == Container.Numpy)
        {
            ScanNumpy(stream, name);
        }
        else if (PickleSigns.IsZlib(stream.Head))
        {
            ScanZlib(stream, name);
        }
        else
        {
            var isPickle = container == Container.Pickle || PickleSigns.StartsPickle(stream.Head);
            ScanPickles(
                stream,
                name,
                isPickle || (isPromised && container == Container.Unknown),
                isPromised && !PickleSigns.IsArchive(stream.Head)
            );
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
            Findings.AddError($"{name} begins as a NumPy array, but its header is broken.");
        }
    }

    private void ScanZlib(Stream packed, string name)
    {
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            ScanContent(_allowance.Limit(unpacked), name);
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

    /// <param name="stream">Where the first pickle would begin.</param>
    /// <param name="name">For messages.</param>
    /// <param name="isExpected">Whether bytes that make no pickle are an error.</param>
    /// <param name="isLoaded">
    /// Whether a loader takes the file for a pickle by its name, so that what follows another format's mark is run as far
    /// as it goes.
    /// </param>
    private void ScanPickles(Stream stream, string name, bool isExpected, bool isLoaded = false)
    {
        using var pickles = new PickleSequence(stream, PickleLimits.Scan)
        {
            LeavesArraysOut = !PickleSigns.IsOfTorch(name),
            IsFile = PickleSigns.StartsFile,
            OnFile = inner => ScanInner(inner, name),
            OnBytes = bytes => ScanBytes(bytes, name),
        };
        for (var count = 0; !pickles.IsAtEnd; count++)
        {
            if (count == MostPickles)
            {
                Findings.AddError($"{name} holds more pickles than are followed.");
                return;
            }

            // Behind the last pickle of a PyTorch file lie its tensors, which are no pickle and need not be one.
            var isPickle = count == 0 ? isExpected : PickleSigns.StartsPickle(pickles.Peek(2));
            var reading = pickles.ReadNext(_cancellationToken);
            var isRun = count == 0 && isLoaded && reading.Position > LongestMark;
            if (!Take(reading, name, isPickle || isRun))
            {
                return;
            }
        }
    }

    /// <returns>Whether there is sense in reading on.</returns>
    private bool Take(PickleReading reading, string name, bool isExpected)
    {
        foreach (var use in reading.Uses)
        {
            Findings.Add(use, isCertain: isExpected || reading.Error is null);
        }

        if (reading.Error is null)
        {
            Findings.Pickles++;
        }
        else if (isExpected || reading.IsCutShort)
        {
            Findings.AddError($"{name} cannot be read as a pickle to its end: {reading.Error}.");
        }

        return reading.Result is not null;
    }

    private void ScanInner(Stream inner, string name)
    {
        var headed = new HeadedStream(inner);
        if (!PickleSigns.IsArchive(headed.Head))
        {
            ScanContent(headed, name);
            return;
        }

        using var copy = UnpackAllowance.Copy(headed);
        if (copy is null)
        {
            Findings.AddError($"{name} holds an archive that is too large to look into.");
            return;
        }

        TryScanArchive(() => ArchiveReader.TryOpen(copy), name);
    }

    private bool ScanBytes(byte[] bytes, string name)
    {
        if (PickleSigns.StartsFile(bytes))
        {
            ScanInner(new MemoryStream(bytes, writable: false), name);
        }
        else
        {
            // Protocol 0 has no mark: what makes a whole pickle, or names what is known to be dangerous, counts.
            ScanPickles(new MemoryStream(bytes, writable: false), name, isExpected: false);
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
}
