using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.IO.Graphs;
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
                ResourceFacts[] found =
                [
                    .. page.Member("items")
                        .Items()
                        .Select(model => Choose(rules, scope, model))
                        .OfType<ResourceFacts>(),
                ];
                var next = page.Member("metadata").Member("nextCursor").Id();
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

    private static ResourceFacts? Choose(CoverageRules rules, ResourceScope scope, JsonElement model) =>
        CivitaiVersions.Of(rules, model).FirstOrDefault(facts => scope.Takes(rules.Place(facts)));
}
