using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>What the library and Civitai know of the models of a form, before anybody pays for it.</summary>
public sealed class GenerationAdmission(ResourceCheck check, BerryLibrary library)
{
    /// <summary>Judges the models of a form by Civitai's rules; an orchestrator of one's own says itself what it can do.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="named">The versions that are sent, by their fields.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="Admission.Require"/>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        GenerationCaller caller,
        IReadOnlyList<(string Field, long Version)> named,
        CancellationToken cancellationToken
    )
    {
        if (named.Count == 0 || library.Options.OwnsOrchestrator)
            return [];
        long[] asked = [.. named.Select(one => one.Version).Distinct()];
        var items = await check.CheckVersionsAsync(asked, caller.Audience, cancellationToken);
        var known = asked.Zip(items).ToDictionary(pair => pair.First, pair => pair.Second);
        return Admission.Require(
            named
                .Select(one => (one.Field, Item: known[one.Version]))
                // Of what nobody knows the form has a note already.
                .Where(one => one.Item.Source is not null || one.Item.Verdict.Civitai.Certain.Any())
                .Select(one => new AskedModel(one.Field, Admission.NameOf(one.Item.Name, one.Item.VersionName))
                {
                    Answer = one.Item.Verdict.Civitai,
                    Instead = InsteadOf(one.Item),
                })
        );
    }

    private static string? InsteadOf(ResourceItem item) =>
        item.Substitutes.FirstOrDefault(one => one.Verdict.Civitai.CanGenerate) is { } other
            ? $"{other.Name} (version {other.VersionId})"
            : null;
}
