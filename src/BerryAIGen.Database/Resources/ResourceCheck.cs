using BerryAIGen.Database.Coverage;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Resources;

/// <summary>Says of models that somebody names whether they generate, how well they fit, and what could stand in their place.</summary>
public sealed class ResourceCheck(
    LibraryDatabase database,
    CoverageKeeper keeper,
    GenerationSearch search,
    ResourceSelection selection,
    BerryLibrary library,
    TimeProvider? time = null
)
{
    /// <summary>The most that one question names.</summary>
    public const int Most = 100;

    private readonly AskedVersions _versions = new(database, library, time ?? TimeProvider.System);
    private readonly ResourceSubstitutes _substitutes = new(database, search);

    /// <summary>Each of them in the order of the question; one that nobody knows is told with its reason.</summary>
    /// <param name="asked">Numbers of versions, AIRs, or rows of the registry.</param>
    /// <param name="ecosystem">The checkpoint's ecosystem; null for none.</param>
    /// <param name="at">Where they are to generate: one of <see cref="CoveragePlace.All"/>; null for anywhere.</param>
    /// <param name="caller">Whom gates take whoever asks for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There are too many, or there is no such ecosystem or place.</exception>
    public async Task<IReadOnlyList<ResourceItem>> CheckAsync(
        IReadOnlyList<string> asked,
        string? ecosystem,
        string? at,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        if (asked.Count is 0 or > Most)
            throw new LibraryException(FailureCode.Usage, $"Name 1 to {Most} resources, not {asked.Count}.");
        var rules = await keeper.FollowAsync(cancellationToken);
        var view = await selection.ViewAsync(rules, ecosystem, caller, cancellationToken) with
        {
            At = CoveragePlace.Read(at),
        };
        var found = await FindAsync(view, [.. asked.Select(AskedResource.Read)], cancellationToken);
        return [.. found.Select(one => one.Item)];
    }

    /// <summary>Versions of Civitai's, at Civitai, in the order of the question, whatever the library calls its own.</summary>
    internal async Task<IReadOnlyList<ResourceItem>> CheckVersionsAsync(
        IReadOnlyList<long> versions,
        string? caller,
        CancellationToken cancellationToken
    )
    {
        var rules = await keeper.FollowAsync(cancellationToken);
        var view = await selection.ViewAsync(rules, ecosystem: null, caller, cancellationToken) with
        {
            At = CoveragePlace.Civitai,
        };
        var found = await FindAsync(view, [.. versions.Select(AskedResource.OfVersion)], cancellationToken);
        return [.. found.Select(one => one.Item)];
    }

    /// <summary>One of them.</summary>
    /// <exception cref="LibraryException">Nobody knows it, or Civitai does not answer.</exception>
    public async Task<ResourceItem> GetAsync(string asked, string? caller, CancellationToken cancellationToken)
    {
        var rules = await keeper.FollowAsync(cancellationToken);
        var view = await selection.ViewAsync(rules, ecosystem: null, caller, cancellationToken);
        var (item, failure) = (await FindAsync(view, [AskedResource.Read(asked)], cancellationToken))[0];
        return failure is null ? item : throw new LibraryException(failure);
    }

    private async Task<IReadOnlyList<(ResourceItem Item, Failure? Failure)>> FindAsync(
        ResourceView view,
        IReadOnlyList<AskedResource> wishes,
        CancellationToken cancellationToken
    )
    {
        var here = await HereAsync(view, wishes, cancellationToken);
        var away = await _versions.AskAsync(
            view.Rules,
            [
                .. wishes
                    .Where(wish => Find(here, wish) is null)
                    .Select(wish => wish.VersionId)
                    .OfType<long>()
                    .Distinct(),
            ],
            cancellationToken
        );
        (ResourceItem Item, Failure? Failure)[] found = [.. wishes.Select(wish => Of(view, wish, here, away))];
        var substitutes = await _substitutes.FindAsync(
            view,
            [.. found.Select(one => one.Item)],
            [.. away.Values],
            cancellationToken
        );
        return [.. found.Select((one, at) => (one.Item with { Substitutes = substitutes[at] }, one.Failure))];
    }

    // Also what is hidden: it was asked for by name, and is told with the reason.
    private async Task<IReadOnlyList<FoundResource>> HereAsync(
        ResourceView view,
        IReadOnlyList<AskedResource> wishes,
        CancellationToken cancellationToken
    )
    {
        List<FoundResource> here = [];
        foreach (
            var query in (GenerationQuery[])
                [
                    new() { Ids = [.. wishes.Select(wish => wish.Id).OfType<string>()] },
                    new() { VersionIds = [.. wishes.Select(wish => wish.VersionId).OfType<long>()] },
                ]
        )
        {
            if (query.Ids.Count + query.VersionIds.Count == 0)
                continue;
            var (found, _) = await search.LookAsync(
                query with
                {
                    Limit = ListPage.Most,
                },
                GateRules.None,
                view.Caller,
                cancellationToken
            );
            here.AddRange(found);
        }

        return here;
    }

    // A name of the library goes before a number of Civitai: a file may be called by digits alone.
    private static FoundResource? Find(IReadOnlyList<FoundResource> here, AskedResource wish) =>
        here.FirstOrDefault(one => one.Id == wish.Id)
        ?? here.Where(one => wish.VersionId is { } version && one.Facts.VersionId == version)
            .OrderByDescending(one => one.Verdict.Own.CanGenerate)
            .FirstOrDefault();

    // A file of the user may list a version that Civitai does not have, or not yet.
    private static ResourceFacts? Listed(ResourceView view, AskedResource wish, ToldVersion? told) =>
        told is { Failure: null } && wish.VersionId is { } version ? view.Rules.FactsOfListed(version) : null;

    private static (ResourceItem Item, Failure? Failure) Of(
        ResourceView view,
        AskedResource wish,
        IReadOnlyList<FoundResource> here,
        IReadOnlyDictionary<long, ToldVersion> away
    )
    {
        var told = wish.VersionId is { } version ? away.GetValueOrDefault(version) : null;
        var item =
            wish.Air is { } air && view.Rules.EpochOf(air) is { } epoch ? view.Of(epoch, air.Version!)
            : Find(here, wish) is { } found ? view.Of(found)
            : (told?.Facts ?? Listed(view, wish, told)) is { } facts ? view.Of(facts, $"version {wish.VersionId}")
            : null;
        if (item is not null && wish.ModelId is { } model && item.ModelId is { } own && own != model)
            return No(
                "unknown",
                new(
                    FailureCode.NotFound,
                    $"Version {wish.VersionId} is of model {own} and not of model {model}, as \"{wish.Asked}\" has it."
                )
            );
        return item is not null ? (item with { Asked = wish.Asked }, null)
            : told?.Failure is { } failure ? No("not_answered", failure)
            : No(
                "unknown",
                new(
                    FailureCode.NotFound,
                    $"Neither the library nor Civitai knows \"{wish.Asked}\": name a model of the library, a version by its number, or an AIR."
                )
            );

        (ResourceItem, Failure?) No(string code, Failure why) => (view.Unknown(wish.Asked, code, why.Message), why);
    }
}
