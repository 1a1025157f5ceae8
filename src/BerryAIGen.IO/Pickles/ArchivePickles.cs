using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Pickles;

/// <summary>Scans every entry of an archive, hidden ones and archives in it included.</summary>
internal sealed class ArchivePickles(PickleContentScan scan, CancellationToken cancellationToken)
{
    internal void Scan(ArchiveReader archive, string name)
    {
        foreach (var finding in archive.Findings)
        {
            scan.Findings.AddOddity($"{name}: {finding}");
        }

        foreach (var entry in archive.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var finding in entry.Findings)
            {
                scan.Findings.AddOddity($"{name}: {finding}");
            }

            if (entry.Kind != ArchiveEntryKind.Folder)
            {
                TryScan(archive, entry, $"{name}/{entry.Name}");
            }
        }
    }

    private void TryScan(ArchiveReader archive, ArchiveEntry entry, string name)
    {
        try
        {
            if (IsArchive(archive, entry))
            {
                using var nested = archive.TryOpenNested(entry);
                if (nested is not null)
                {
                    Scan(nested, name);
                    return;
                }
            }

            using var stream = archive.Open(entry);
            var known = scan.Findings.Pickles;
            scan.ScanContent(stream, () => archive.Open(entry), name);
            if (scan.Findings.Pickles > known || entry.IsMarkedEncrypted)
            {
                CheckBytes(stream, name);
            }
        }
        catch (ArchiveException problem)
        {
            scan.Findings.AddError($"{name}: {problem.Message}");
        }
    }

    private static bool IsArchive(ArchiveReader archive, ArchiveEntry entry)
    {
        using var stream = archive.Open(entry);
        return PickleSigns.IsArchive(new HeadedStream(stream).Head);
    }

    // Which of two contents a loader gets is open where the archive does not agree with its own bytes.
    private void CheckBytes(ArchiveEntryStream stream, string name)
    {
        var buffer = new byte[16 << 10];
        while (stream.Read(buffer) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (stream.Problem is { } problem)
        {
            scan.Findings.AddError($"{name}: {problem}");
        }
    }
}
