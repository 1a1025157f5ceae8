using System.IO.Compression;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Pickles;

/// <summary>Scans contents by what they are: pickles, numpy files, packed ones, archives, and those inside each other.</summary>
internal sealed class PickleContentScan(CancellationToken cancellationToken)
{
    private const int Deepest = 8;
    private readonly UnpackAllowance _allowance = new();
    private int _depth;

    internal PickleFindings Findings { get; } = new();

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
            cancellationToken
        );
    }

    private bool ScanNumpy(Stream stream, string name, PickleStreamScan scan)
    {
        if (NumpyHeader.ReadHasObjects(stream) is { } hasObjects)
        {
            return scan.Scan(stream, isExpected: hasObjects, isLoaded: false, cancellationToken);
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
        if (scan.Scan(InMemory(bytes), isExpected: false, isLoaded: false, cancellationToken))
        {
            ScanOtherWay(() => InMemory(bytes), name);
        }

        return true;
    }

    /// <summary>Looks into the archive, if there is one.</summary>
    internal void TryScanArchive(Func<ArchiveReader?> open, string name)
    {
        try
        {
            using var archive = open();
            if (archive is not null)
            {
                new ArchivePickles(this, cancellationToken).Scan(archive, name);
            }
        }
        catch (ArchiveException problem)
        {
            Findings.AddError($"{name}: {problem.Message}");
        }
    }

    internal static MemoryStream InMemory(byte[] content) => new(content, writable: false);
}
