using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>A 7z archive through 7-Zip in a child process: it lists, and gives single entries on its output.</summary>
internal sealed class SevenZipArchiveReader : ArchiveReader
{
    private readonly Stream _file;
    private readonly string _path;

    internal SevenZipArchiveReader(Stream file, string? path, UnpackBudget budget, int depth)
        : base(Container.SevenZip, budget, depth)
    {
        _file = path is null ? NestedCopy.ToFile(file) : file;
        _path = Path.GetFullPath(path ?? ((FileStream)_file).Name);
        try
        {
            Entries = SevenZipListing.Read(_path, budget.Limits);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        if (Entries.GroupBy(entry => entry.Name).Any(group => group.Count() > 1))
        {
            Findings = ["Several entries have the same name."];
        }
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private protected override ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger)
    {
        if (entry.IsMarkedEncrypted)
        {
            throw new ArchiveException("Encrypted", $"The entry '{entry.Name}' is encrypted.");
        }

        // By name, so of two equal names both would come; and what 7-Zip cannot print it cannot find either.
        if (Entries.Count(other => other.Name == entry.Name) > 1 || entry.Name.Any(char.IsControl))
        {
            throw new ArchiveException("Corrupt", $"The entry '{entry.Name}' has no name of its own.");
        }

        return new ArchiveEntryStream(
            SevenZipOutput.Open("The file is a 7z archive", Budget.Limits, "7z", _path, entry.Name),
            ledger,
            entry.Name,
            entry.SizeBytes,
            crc: null
        );
    }
}
