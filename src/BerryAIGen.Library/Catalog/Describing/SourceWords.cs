using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>Reads off the sidecars which model, version and file of a source it is.</summary>
internal static class SourceWords
{
    private const string Civitai = "civitai";

    public static SourceRecord? Find(SidecarFacts facts, JsonObject? own) =>
        FindNumbered(facts, own) ?? FindHub(facts, own);

    private static SourceRecord? FindNumbered(SidecarFacts facts, JsonObject? own)
    {
        if (facts.VersionId is not { } version || facts.ModelId is not { } model)
            return null;
        var body = facts.Find("version") as JsonObject;
        var file = own?["file"] as JsonObject ?? FileIn(body, facts);
        return new SourceRecord(
            facts.Text("source") ?? Civitai,
            Text(model),
            Text(version),
            facts.Text("fileId") ?? file?["id"]?.ToString() ?? Text(version)
        )
        {
            ModelName = facts.ModelName ?? Text(model),
            VersionName = facts.VersionName ?? Text(version),
            ModelType = facts.ModelType,
            BaseModel = facts.BaseModel,
            Creator = facts.Creator,
            Air = own?["air"]?.ToString(),
            Address = facts.Text("sourceUrl"),
            FetchedAt = FetchedAt(facts),
            ModelBody = facts.Find("model") as JsonObject,
            VersionBody = body,
            FileBody = file,
        };
    }

    private static SourceRecord? FindHub(SidecarFacts facts, JsonObject? own) =>
        own?["repository"]?.ToString() is { Length: > 0 } repository
            ? new SourceRecord(
                facts.Text("source") ?? "huggingface",
                repository,
                own["revision"]?.ToString() ?? "main",
                own["path"]?.ToString() ?? ""
            )
            {
                ModelName = repository,
                VersionName = own["revision"]?.ToString() ?? "main",
                Address = facts.Text("sourceUrl"),
                FetchedAt = FetchedAt(facts),
                ModelBody = own["model_card"] as JsonObject,
            }
            : null;

    // The version's own list of files, where the sidecar has no word of the file alone.
    private static JsonObject? FileIn(JsonObject? version, SidecarFacts facts) =>
        (version?["files"] as JsonArray)
            ?.OfType<JsonObject>()
            .FirstOrDefault(file =>
                facts.Text("fileId") is { } id
                    ? file["id"]?.ToString() == id
                    : facts.Sha256 is { } hash
                        && hash.Equals(
                            (file["hashes"] as JsonObject)?["SHA256"]?.ToString(),
                            StringComparison.OrdinalIgnoreCase
                        )
            );

    private static DateTime? FetchedAt(SidecarFacts facts) =>
        DateTime.TryParse(
            facts.Text("fetchedAt"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
