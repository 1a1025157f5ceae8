using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Writes into the journal of a root that a newer file has its place.</summary>
internal static class ReplacementFacts
{
    /// <returns>What a person should know.</returns>
    public static Task<string?> WriteAsync(RecordRoot root, UpdateRecord record)
    {
        var path = record.NewPathIn(root);
        var sidecar = SidecarOf(path);
        var hashes = RecordedHashes.From(sidecar);
        // One that was there before, and stayed, is of another file.
        var isOwn = hashes?.Sha256 == record.Sha256;
        var recorded = JournalFact.Of(FactWords.Recorded, record.NewPath, FileStat.Find(path)?.Stamp) with
        {
            Hashes = isOwn ? hashes : new RecordedHashes { Sha256 = record.Sha256 },
            Origin = isOwn ? SidecarOrigin.Find(sidecar) : null,
        };
        var updated = JournalFact.Of(FactWords.Updated, record.NewPath) with
        {
            From = record.OldPath,
            Item = record.Id,
        };
        return root.Journal.AppendAsync([recorded, updated], CancellationToken.None);
    }

    private static JsonObject? SidecarOf(string path)
    {
        try
        {
            return SidecarStore.Find(path);
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return null; // The record of the update knows the hash.
        }
    }
}
