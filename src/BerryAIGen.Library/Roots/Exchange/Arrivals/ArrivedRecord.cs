using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Library.Sources.Folder;

namespace BerryAIGen.Library.Roots.Exchange.Arrivals;

/// <summary>The record that a model has in the root it comes from: the copy keeps it, where it once came from included.</summary>
internal sealed class ArrivedRecord
{
    private const long MaxBytes = 16L << 20;

    // What the way through a download tells anew, although nothing about it is new: a copy is no other fetching.
    private static readonly string[] Kept = ["source", "source_url", "as_fetched"];

    private readonly JsonObject _record;

    private ArrivedRecord(JsonObject record) => _record = record;

    /// <summary>Null when there is none, it cannot be read, or it tells of other bytes than the file's.</summary>
    /// <exception cref="LibraryException">It is there and does not come.</exception>
    public static async Task<ArrivedRecord?> ReadAsync(BroughtFile file, CancellationToken cancellationToken)
    {
        if (file.Sidecar is not { SizeBytes: > 0 and <= MaxBytes } sidecar || file.Sha256 is null)
            return null;
        var bytes = new byte[sidecar.SizeBytes];
        using (var opened = await file.Source.OpenAsync(sidecar, cancellationToken).ConfigureAwait(false))
            await opened.ReadAsync(0, bytes, cancellationToken).ConfigureAwait(false);
        try
        {
            var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return
                JsonNode.Parse(text, documentOptions: strict) is JsonObject record
                && record.Member("hashes").Text("sha256") is { } told
                && told.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase)
                ? new ArrivedRecord(record)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public RemoteFile Apply(RemoteFile file) => LocalRecord.Apply(file, _record);

    /// <summary>Says again where the model once came from, and which words of it are a person's.</summary>
    public void Restore(string path)
    {
        var kept = new JsonObject(
            Kept.Where(name => _record[name] is not null)
                .Select(name => KeyValuePair.Create(name, _record[name]?.DeepClone()))
        );
        if (kept["source_url"] is null)
            kept.Remove("source");
        if (kept.Count > 0)
            SidecarStore.Write(path, kept);
    }
}
