using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>A version as the archive keeps it.</summary>
/// <param name="Model">The model's members, or everything when the answer does not tell model and version apart.</param>
/// <param name="Version">The version's members; empty when the answer is files only.</param>
/// <param name="Files">Its files.</param>
internal sealed record ArchivedVersion(JsonObject Model, JsonObject Version, IReadOnlyList<JsonNode?> Files)
{
    public int? ModelId => (int?)(Version.Number("modelId") ?? Model.Number("id"));

    public int? Id => (int?)Version.Number("id");

    public static ArchivedVersion From(JsonObject answer)
    {
        var model = answer["model"] as JsonObject ?? answer;
        var version = answer["version"] as JsonObject ?? model["version"] as JsonObject ?? [];
        var files = version["files"] ?? model["files"] ?? answer["files"];
        return new ArchivedVersion(model, version, [.. files as JsonArray ?? []]);
    }

    /// <summary>The model and version that its files name, when the answer itself names none.</summary>
    public (int Model, int Version)? FindOwner() =>
        Files
            .Select(file =>
                (
                    Model: (int?)(file.Number("model_id") ?? file.Number("modelId")),
                    Version: (int?)(file.Number("model_version_id") ?? file.Number("modelVersionId"))
                )
            )
            .Where(owner => owner is { Model: not null, Version: not null })
            .Select(owner => ((int, int)?)(owner.Model!.Value, owner.Version!.Value))
            .FirstOrDefault();
}
