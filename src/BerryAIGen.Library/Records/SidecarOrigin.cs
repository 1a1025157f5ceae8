using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Records;

/// <summary>Reads off a sidecar where its file came from.</summary>
internal static class SidecarOrigin
{
    /// <summary>Null when it does not say.</summary>
    public static FileOrigin? Find(JsonObject? sidecar)
    {
        var version = Number("version_id") ?? Number("version", "id");
        var source = Text("source") ?? (version is null ? null : "civitai");
        return source is null
            ? null
            : new FileOrigin
            {
                Source = source,
                Url = Text("source_url"),
                ModelId = Number("model_id") ?? Number("model", "id"),
                VersionId = version,
                FileId = Number("file_id") ?? Number("file", "id"),
            };

        string? Text(string name) =>
            sidecar?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

        int? Number(params ReadOnlySpan<string> names)
        {
            JsonNode? node = sidecar;
            foreach (var name in names)
                node = (node as JsonObject)?[name];
            return node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
        }
    }
}
