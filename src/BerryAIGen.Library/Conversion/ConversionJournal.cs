using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Conversion;

/// <summary>Tells the record of a root, where there is one, of a file that a conversion made.</summary>
internal static class ConversionJournal
{
    /// <summary>Never fails the conversion: the file is in place and its sidecar tells the same.</summary>
    /// <returns>What a person should know, null when there is nothing.</returns>
    public static async Task<string?> AddAsync(ConvertedFile file, TimeProvider time)
    {
        try
        {
            if (RecordRoot.FindFor(file.Path, time) is not { } root || FileStat.Find(file.Path) is not { } stat)
                return null;
            var known = file.WasThere ? RootRecord.Read(root).Find(root.Relative(file.Path)) : null;
            if (known is { Presence: FilePresence.Present, Hashes.Sha256: not null })
                return null;
            var fact = JournalFact.Of(FactWords.Recorded, root.Relative(file.Path), stat.Stamp) with
            {
                Hashes = new RecordedHashes { Sha256 = file.Sha256 },
                // Where a file that was there came from, it knows itself or nobody.
                Origin = file.WasThere ? null : new FileOrigin { Source = ConversionRecord.Source },
            };
            // The file has its name: writing this one line down is no longer stopped by anybody.
            return await root.Journal.AppendAsync([fact], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return $"the journal could not be written: {ex.Message}";
        }
    }
}
