using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>Hashes that somebody computed before and that are still those of the bytes, as far as size and time tell.</summary>
internal sealed class CurrentHashes(RootRecordCache records, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (RecordRoot Root, RootRecord Record)?> _roots = new(
        StringComparer.Ordinal
    );

    /// <summary>What the journal of its root knows; null when there is none, or it knows another state of the file.</summary>
    public RecordedHashes? Find(FoundModel model)
    {
        if (model.IsFolder || model.Parts.Count > 0)
            return null;
        return
            _roots.GetOrAdd(Path.GetDirectoryName(model.Path)!, Open) is var (root, record)
            && record.Find(root.Relative(model.Path)) is { } known
            && known.HasCurrentHashes(model.Stamp)
            ? known.Hashes
            : null;
    }

    /// <summary>What our own sidecar knows; null when it was written for another size or time.</summary>
    public static RecordedHashes? In(JsonObject? sidecar, FoundModel model)
    {
        if (sidecar is null || model.IsFolder || model.Parts.Count > 0)
            return null;
        if (
            sidecar["size_bytes"] is JsonValue size
            && size.TryGetValue<long>(out var bytes)
            && bytes != model.SizeBytes
        )
            return null;
        // Copies to another disk may lose the fine part of the time.
        return
            sidecar[Sidecar.ModifiedMember]?.ToString() is { } text
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var written)
            && (written - model.ModifiedAt).Duration() > TimeSpan.FromSeconds(2)
            ? null
            : RecordedHashes.From(sidecar);
    }

    private (RecordRoot, RootRecord)? Open(string folder)
    {
        try
        {
            return RecordRoot.FindFor(folder, time) is { } root ? (root, records.Read(root)) : null;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return null; // The file itself is there; its hashes are computed when somebody needs them.
        }
    }
}
