namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>Lets 7-Zip unpack single entries of an archive that is read here but for their kind of packing.</summary>
internal sealed class SevenZipEntries(Stream file, string? path, string format) : IDisposable
{
    private FileStream? _copy;

    /// <param name="what">Begins the sentence that says what is not read without 7-Zip.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="all">All of the archive: 7-Zip finds entries by name, so that has to be the only one of its name.</param>
    /// <param name="limits">Where 7-Zip is looked for, and how long it may be silent.</param>
    /// <exception cref="ArchiveException">7-Zip is not installed, or would not find this entry and no other.</exception>
    internal Stream Open(string what, ArchiveEntry entry, IReadOnlyList<ArchiveEntry> all, ArchiveLimits limits)
    {
        if (
            entry.IsHidden
            || entry.Findings.Count > 0
            || entry.Name.Any(char.IsControl)
            || all.Count(other => other.Name == entry.Name) > 1
        )
        {
            throw new ArchiveException("Corrupt", $"{what}, and it has no plain name of its own to be found by.");
        }

        var place = path is null ? (_copy ??= NestedCopy.CopyToFile(file)).Name : Path.GetFullPath(path);
        return SevenZipOutput.Open(what, limits, format, place, entry.Name);
    }

    public void Dispose() => _copy?.Dispose();
}
