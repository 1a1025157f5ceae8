using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Database.Resources;

/// <summary>Models to choose from, at Civitai itself.</summary>
internal static class CivitaiResources
{
    private const int MostLooks = 3;

    /// <summary>A page of them: of each model its newest version that the place takes.</summary>
    /// <exception cref="LibraryException">Civitai does not answer.</exception>
    public static async Task<(IReadOnlyList<ResourceFacts> Items, string? Cursor)> SearchAsync(
        BerryLibrary library,
        CoverageRules rules,
        ResourceScope scope,
        ResourceQuery query,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        if (scope.Types.Count == 0)
            return ([], null);
        var wish = new ModelSearchParameters
        {
            Query = string.IsNullOrWhiteSpace(query.Query) ? null : query.Query.Trim(),
            ModelTypes = [.. scope.Types.Select(type => new ModelType(type))],
            BaseModels = scope.BaseModels,
            Nsfw = query.Nsfw ? true : null,
            Limit = query.Limit,
            Cursor = cursor.Length == 0 ? null : cursor,
        };
        try
        {
            for (var look = 1; ; look++)
            {
                var page = await library.Civitai.Models.SearchPageJsonAsync(wish, cancellationToken);
                var items = Member(page, "items");
                ResourceFacts[] found =
                    items.ValueKind == JsonValueKind.Array
                        ?
                        [
                            .. items
                                .EnumerateArray()
                                .Select(model => Choose(rules, scope, model))
                                .OfType<ResourceFacts>(),
                        ]
                        : [];
                var next = Text(Member(Member(page, "metadata"), "nextCursor"));
                if (found.Length > 0 || next is null || look == MostLooks)
                    return (found, next);
                // Civitai gives every wanted type of every wanted base model, and few pairs of them may fit.
                wish = wish with
                {
                    Cursor = next,
                };
            }
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    /// <summary>A version as Civitai tells of it now, with its model; null when Civitai has none.</summary>
    /// <exception cref="LibraryException">Civitai does not answer.</exception>
    public static async Task<(ResourceFacts Facts, JsonElement Model)?> FindAsync(
        BerryLibrary library,
        CoverageRules rules,
        long versionId,
        CancellationToken cancellationToken
    )
    {
        if (versionId is < 1 or > int.MaxValue)
            return null;
        try
        {
            var version = await library.Civitai.Versions.GetJsonAsync((int)versionId, cancellationToken);
            var model = Number(Member(version, "modelId")) is { } id and > 0 and <= int.MaxValue
                ? await FindModelAsync(library, (int)id, cancellationToken)
                : default;
            return (Read(rules, model, version, versionId), model);
        }
        catch (CivitaiNotFoundException)
        {
            return null;
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    /// <summary>All versions of a model, as its answer has them.</summary>
    public static IEnumerable<ResourceFacts> VersionsOf(CoverageRules rules, JsonElement model)
    {
        var versions = Member(model, "modelVersions");
        foreach (var version in versions.ValueKind == JsonValueKind.Array ? versions.EnumerateArray() : [])
        {
            if (Number(Member(version, "id")) is { } id)
                yield return Read(rules, model, version, id);
        }
    }

    // A model may be hidden while its version is told; then the version's own words are all there is.
    private static async Task<JsonElement> FindModelAsync(
        BerryLibrary library,
        int id,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await library.Civitai.Models.GetJsonAsync(id, cancellationToken);
        }
        catch (CivitaiNotFoundException)
        {
            return default;
        }
    }

    private static ResourceFacts? Choose(CoverageRules rules, ResourceScope scope, JsonElement model) =>
        VersionsOf(rules, model).FirstOrDefault(facts => scope.Takes(rules.Place(facts)));

    private static ResourceFacts Read(CoverageRules rules, JsonElement model, JsonElement version, long versionId) =>
        new()
        {
            Type = Text(Member(model, "type")) ?? Text(Member(Member(version, "model"), "type")),
            BaseModel = Text(Member(version, "baseModel")),
            ModelId = Number(Member(model, "id")) ?? Number(Member(version, "modelId")),
            VersionId = versionId,
            Site = SiteAnswer.Read(model, version, rules.FileKinds),
        };

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static long? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
