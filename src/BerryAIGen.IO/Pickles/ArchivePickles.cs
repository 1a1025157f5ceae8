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
            // Opened once: of an archive that 7-Zip reads, every opening is a process.
            using var stream = archive.Open(entry);
            var headed = new HeadedStream(stream);
            if (PickleSigns.IsArchive(headed.Head))
            {
                using var nested = archive.TryOpenNested(entry);
                if (nested is not null)
                {
                    Scan(nested, name);
                    return;
                }
            }

            var known = scan.Findings.Pickles;
            scan.ScanContent(headed, () => archive.Open(entry), name);
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
