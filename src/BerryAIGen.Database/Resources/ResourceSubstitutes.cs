using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Generation.Coverage;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Resources;

/// <summary>What could stand in the place of models that do not generate: other versions of the same model and base model.</summary>
internal sealed class ResourceSubstitutes(LibraryDatabase database, GenerationSearch search)
{
    private const int Most = 10;

    /// <summary>Of each item, in their order; none for one that generates wherever it was asked for.</summary>
    /// <param name="view">Sees them.</param>
    /// <param name="items">The models.</param>
    /// <param name="told">What Civitai was asked about just now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<IReadOnlyList<ResourceSubstitute>>> FindAsync(
        ResourceView view,
        IReadOnlyList<ResourceItem> items,
        IReadOnlyList<ToldVersion> told,
        CancellationToken cancellationToken
    )
    {
        long[] models =
        [
            .. items.Where(item => Refused(item).Length > 0).Select(item => item.ModelId).OfType<long>().Distinct(),
        ];
        if (models.Length == 0)
            return [.. items.Select(_ => (IReadOnlyList<ResourceSubstitute>)[])];
        var (found, _) = await search.LookAsync(
            new GenerationQuery
            {
                ModelIds = models,
                CanGenerate = true,
                Limit = ListPage.Most,
            },
            view.Gates,
            view.Caller,
            cancellationToken
        );
        var answers = await AnswersAsync(models, told, cancellationToken);
        ResourceItem[] others =
        [
            .. found.Select(view.Of),
            .. answers
                .SelectMany(answer => CivitaiVersions.Of(view.Rules, answer))
                .Select(facts => view.Of(facts, $"version {facts.VersionId}")),
        ];
        return [.. items.Select(item => Of(item, others))];
    }

    private static IReadOnlyList<ResourceSubstitute> Of(ResourceItem item, IReadOnlyList<ResourceItem> others)
    {
        var refused = Refused(item);
        if (item is not { ModelId: { } model, Place.BaseModel: { } baseModel })
            return [];
        return
        [
            .. others
                .Where(other =>
                    other.ModelId == model
                    && other.VersionId != item.VersionId
                    && baseModel.Equals(other.Place.BaseModel, StringComparison.OrdinalIgnoreCase)
                    && refused.Any(other.Verdict.CanGenerateAt)
                )
                .DistinctBy(other => other.VersionId)
                .Take(Most)
                .Select(other => new ResourceSubstitute(
                    other.Id,
                    other.VersionId,
                    other.Air,
                    other.VersionName is { } name ? $"{other.Name} {name}" : other.Name,
                    other.Verdict
                )),
        ];
    }

    // The places that were asked for and do not take it.
    private static string[] Refused(ResourceItem item) =>
        [
            .. CoveragePlace.All.Where(place =>
                (item.At is null || item.At == place) && !item.Verdict.CanGenerateAt(place)
            ),
        ];

    // What Civitai said just now of the models, else as it was kept.
    private async Task<IReadOnlyList<JsonElement>> AnswersAsync(
        long[] models,
        IReadOnlyList<ToldVersion> told,
        CancellationToken cancellationToken
    )
    {
        var fresh = told.Where(one => one is { Facts.ModelId: not null, Model.ValueKind: JsonValueKind.Object })
            .DistinctBy(one => one.Facts!.ModelId)
            .ToDictionary(one => one.Facts!.ModelId!.Value, one => one.Model);
        var numbers = models
            .Where(id => !fresh.ContainsKey(id))
            .Select(id => id.ToString(CultureInfo.InvariantCulture))
            .ToArray();
        await using var context = database.CreateContext();
        var kept = await context
            .SourceModels.Where(model => model.Source == "civitai" && numbers.Contains(model.SourceId))
            .Select(model => model.Body)
            .ToListAsync(cancellationToken);
        return [.. fresh.Values, .. kept.OfType<string>().Select(body => JsonElement.Parse(body))];
    }
}
