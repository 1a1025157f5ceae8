using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows;

/// <summary>Addresses of blobs: whoever is told of a file gets another one each time.</summary>
/// <param name="tokens">Signs them.</param>
/// <param name="baseAddress">How whoever reads them reaches this server.</param>
/// <param name="now">From which they count.</param>
public sealed class BlobAddresses(BlobTokens tokens, string baseAddress, DateTimeOffset now)
{
    private const string Archive = "entryCount";

    // The same address for an hour, so that what shows pictures keeps them.
    private DateTimeOffset Ends =>
        new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero)
        + TimeSpan.FromHours(1)
        + BlobTokens.Life;

    /// <summary>Where a file can be had.</summary>
    public string Of(string blobId, string? fileName = null, bool isDownload = false) =>
        Write(
            "content",
            new BlobToken(BlobToken.Content, blobId, Ends) { FileName = fileName, IsDownload = isDownload }
        );

    /// <summary>Writes them into an output, or says of each file that it is not to be had.</summary>
    public void WriteInto(JsonNode? node, bool isHidden)
    {
        if (node is JsonArray list)
            foreach (var item in list)
                WriteInto(item, isHidden);
        else if (node is JsonObject blob && blob.ContainsKey("available") && blob.ContainsKey("id"))
            WriteBlob(blob, isHidden);
        else if (node is JsonObject archive && archive.ContainsKey(Archive))
            WriteArchive(archive, isHidden);
        else if (node is JsonObject json)
            foreach (var (_, value) in json)
                WriteInto(value, isHidden);
    }

    /// <summary>The ids of files that an output tells the addresses of.</summary>
    public static IEnumerable<string> ShownIn(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.SelectMany(ShownIn),
            JsonObject json when json["url"] is not null && json["available"] is not null =>
            [
                json["id"]!.GetValue<string>(),
            ],
            JsonObject json => json.SelectMany(row => ShownIn(row.Value)),
            _ => [],
        };

    private void WriteBlob(JsonObject blob, bool isHidden)
    {
        if (isHidden)
        {
            blob["available"] = false;
            return;
        }

        blob["url"] = Of(blob["id"]!.GetValue<string>());
        blob["urlExpiresAt"] = WorkflowDocuments.Time(Ends.UtcDateTime);
    }

    private void WriteArchive(JsonObject archive, bool isHidden)
    {
        if (isHidden)
        {
            archive.Remove("url");
            archive.Remove("expiresAt");
        }
        else if (archive["id"] is { } id)
        {
            archive["url"] = Write("archive", new BlobToken(BlobToken.Archive, id.GetValue<string>(), Ends));
            archive["expiresAt"] = WorkflowDocuments.Time(Ends.UtcDateTime);
        }
    }

    private string Write(string route, BlobToken token) =>
        $"{baseAddress}/v2/consumer/blobs/{route}/{tokens.Write(token)}";
}
