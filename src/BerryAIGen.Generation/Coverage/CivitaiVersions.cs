using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Versions as Civitai tells of them now.</summary>
public static class CivitaiVersions
{
    /// <summary>One with its model; null when Civitai has none.</summary>
    /// <exception cref="LibraryException">Civitai does not answer.</exception>
    public static async Task<(ResourceFacts Facts, JsonElement Model)?> FindAsync(
        CivitaiClient civitai,
        CoverageRules rules,
        long versionId,
        CancellationToken cancellationToken
    )
    {
        if (versionId is < 1 or > int.MaxValue)
            return null;
        try
        {
            var version = await civitai.Versions.GetJsonAsync((int)versionId, cancellationToken).ConfigureAwait(false);
            var model = version.Member("modelId").Number() is { } id and > 0
                ? await FindModelAsync(civitai, id, cancellationToken).ConfigureAwait(false)
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
    public static IEnumerable<ResourceFacts> Of(CoverageRules rules, JsonElement model) =>
        from version in model.Member("modelVersions").Items()
        where version.Member("id").Number() is not null
        select Read(rules, model, version, version.Member("id").Number()!.Value);

    // A model may be hidden while its version is told; then the version's own words are all there is.
    private static async Task<JsonElement> FindModelAsync(
        CivitaiClient civitai,
        int id,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await civitai.Models.GetJsonAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiNotFoundException)
        {
            return default;
        }
    }

    private static ResourceFacts Read(CoverageRules rules, JsonElement model, JsonElement version, long versionId) =>
        new()
        {
            Type = model.Member("type").Id() ?? version.Member("model").Member("type").Id(),
            BaseModel = version.Member("baseModel").Id(),
            ModelId = model.Member("id").Number() ?? version.Member("modelId").Number(),
            VersionId = versionId,
            Site = SiteAnswer.Read(model, version, rules.FileKinds),
        };
}
