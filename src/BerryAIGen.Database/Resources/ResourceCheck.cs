using System.Globalization;
using System.Text.Json;
using BerryAIGen.Civitai.References;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Resources;

/// <summary>Says of models that somebody names whether they generate, how well they fit, and what could stand in their place.</summary>
public sealed class ResourceCheck(
    LibraryDatabase database,
    CoverageKeeper keeper,
    GenerationSearch search,
    ResourceSelection selection,
    BerryLibrary library
)
{
    /// <summary>The most that one question names.</summary>
    public const int Most = 100;

    private const int MostSubstitutes = 10;

    /// <summary>Each of them in the order of the question; one that nobody knows is told with its reason.</summary>
    /// <param name="asked">Numbers of versions, AIRs, or rows of the registry.</param>
    /// <param name="ecosystem">The checkpoint's ecosystem; null for none.</param>
    /// <param name="caller">Whom gates take whoever asks for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There are too many, or there is no such ecosystem.</exception>
    public async Task<IReadOnlyList<ResourceItem>> CheckAsync(
        IReadOnlyList<string> asked,
        string? ecosystem,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        if (asked.Count is 0 or > Most)
            throw new LibraryException(FailureCode.Usage, $"Name 1 to {Most} resources, not {asked.Count}.");
        var rules = await keeper.FollowAsync(cancellationToken);
        var view = await selection.ViewAsync(rules, ecosystem, caller, cancellationToken);
        List<ResourceItem> items = [];
        foreach (var one in asked)
        {
            try
            {
                items.Add(
                    await FindAsync(view, one, cancellationToken)
                        ?? view.Unknown(one, "unknown", $"Neither the library nor Civitai knows \"{one}\".")
                );
            }
            catch (LibraryException problem)
            {
                items.Add(view.Unknown(one, "not_answered", problem.Message));
            }
        }

        return items;
    }

    /// <summary>One of them.</summary>
    /// <exception cref="LibraryException">Nobody knows it, or Civitai does not answer.</exception>
    public async Task<ResourceItem> GetAsync(string asked, string? caller, CancellationToken cancellationToken)
    {
        var rules = await keeper.FollowAsync(cancellationToken);
        var view = await selection.ViewAsync(rules, ecosystem: null, caller, cancellationToken);
        return await FindAsync(view, asked, cancellationToken)
            ?? throw new LibraryException(
                FailureCode.NotFound,
                $"Neither the library nor Civitai knows \"{asked}\": name a model of the library, a version by its number, or an AIR."
            );
    }

    private async Task<ResourceItem?> FindAsync(ResourceView view, string asked, CancellationToken cancellationToken)
    {
        var text = asked.Trim();
        var version = VersionOf(text);
        var query = version is { } id ? new GenerationQuery { VersionId = id } : new GenerationQuery { Id = text };
        // Also what is hidden: it was asked for by name, and is told with the reason.
        var (found, _) = await search.FindAsync(query, Generation.Gates.GateRules.None, null, cancellationToken);
        ResourceItem? item = found
            .OrderByDescending(one => one.Verdict.Own.CanGenerate)
            .Select(view.Of)
            .FirstOrDefault();
        JsonElement model = default;
        if (item is null && version is { } number)
            (item, model) = await AskAsync(view, number, cancellationToken);
        if (item is null)
            return null;
        item = item with { Asked = asked };
        return item.Verdict.CanGenerate
            ? item
            : item with
            {
                Substitutes = await SubstitutesAsync(view, item, model, cancellationToken),
            };
    }

    private async Task<(ResourceItem? Item, JsonElement Model)> AskAsync(
        ResourceView view,
        long version,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        if (await KnownResources.FindAsync(context, view.Rules, version, cancellationToken) is { } kept)
            return (view.Of(kept, $"version {version}"), default);
        return await CivitaiResources.FindAsync(library, view.Rules, version, cancellationToken) is { } told
            ? (view.Of(told.Facts, $"version {version}"), told.Model)
            : (null, default);
    }

    private async Task<IReadOnlyList<ResourceSubstitute>> SubstitutesAsync(
        ResourceView view,
        ResourceItem item,
        JsonElement model,
        CancellationToken cancellationToken
    )
    {
        if (item is not { ModelId: { } id, Place.BaseModel: { } baseModel })
            return [];
        var (here, _) = await search.FindAsync(
            new GenerationQuery
            {
                ModelId = id,
                BaseModel = baseModel,
                CanGenerate = true,
            },
            view.Gates,
            view.Caller,
            cancellationToken
        );
        var others = model.ValueKind == JsonValueKind.Undefined ? await KeptAsync(id, cancellationToken) : model;
        return
        [
            .. here.Select(view.Of)
                .Concat(
                    CivitaiResources
                        .VersionsOf(view.Rules, others)
                        .Where(facts => baseModel.Equals(facts.BaseModel, StringComparison.OrdinalIgnoreCase))
                        .Select(facts => view.Of(facts, $"version {facts.VersionId}"))
                        .Where(other => other.Verdict.CanGenerate)
                )
                .Where(other => other.VersionId != item.VersionId)
                .DistinctBy(other => other.VersionId)
                .Take(MostSubstitutes)
                .Select(other => new ResourceSubstitute(
                    other.Id,
                    other.VersionId,
                    other.Air,
                    other.VersionName is { } name ? $"{other.Name} {name}" : other.Name
                )),
        ];
    }

    // What Civitai told of the model, as it was kept.
    private async Task<JsonElement> KeptAsync(long modelId, CancellationToken cancellationToken)
    {
        var number = modelId.ToString(CultureInfo.InvariantCulture);
        await using var context = database.CreateContext();
        var body = await context
            .SourceModels.Where(model => model.Source == "civitai" && model.SourceId == number)
            .Select(model => model.Body)
            .FirstOrDefaultAsync(cancellationToken);
        return body is null ? default : JsonElement.Parse(body);
    }

    private static long? VersionOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : text.Contains(':') && Air.TryParse(text, out var air) && air.VersionId is { } version ? version.Value
        : null;
}
