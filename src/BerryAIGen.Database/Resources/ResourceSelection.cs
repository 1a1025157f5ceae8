using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Resources;

/// <summary>Models to choose from for generating: those of the library and those of Civitai, by the filter that the place allows.</summary>
public sealed class ResourceSelection(
    CoverageKeeper keeper,
    GenerationSearch search,
    GateStore gates,
    BerryLibrary library
)
{
    private static readonly string[] Levels = [ResourceFit.Full, ResourceFit.Partial, ResourceFit.None];

    /// <summary>A page of each source; one that does not answer does not hide what the other has.</summary>
    /// <param name="query">Which.</param>
    /// <param name="caller">Whom gates take whoever asks for: one of <see cref="GateWords.Callers"/>; null for anybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">The question makes no sense, or the only source that was asked does not answer.</exception>
    public async Task<ResourcePage> FindAsync(ResourceQuery query, string? caller, CancellationToken cancellationToken)
    {
        var sources = query.Check();
        var cursor = ResourceCursor.Read(query.Cursor);
        var rules = await keeper.FollowAsync(cancellationToken);
        var scope = ResourceScope.Of(rules, query.Ecosystem, query.Workflow, query.Types);
        var view = await ViewAsync(rules, query.Ecosystem, caller, cancellationToken) with
        {
            At = CoveragePlace.Read(query.At),
        };
        List<ResourceItem> items = [];
        List<ResourceSource> answers = [];
        var next = new ResourceCursor(null, null);
        if (sources.Contains(ResourceQuery.Local) && cursor.Local is { } offset)
        {
            var (found, total) = await LocalAsync(query, scope, view, offset, cancellationToken);
            items.AddRange(found);
            answers.Add(new(ResourceQuery.Local, found.Count, null));
            next = next with { Local = offset + found.Count < total ? offset + found.Count : null };
        }

        if (sources.Contains(ResourceQuery.Civitai) && cursor.Civitai is { } own)
        {
            try
            {
                var (found, leadsTo) = await CivitaiAsync(query, scope, view, own, cancellationToken);
                items.AddRange(found);
                answers.Add(new(ResourceQuery.Civitai, found.Count, null));
                next = next with { Civitai = leadsTo };
            }
            catch (LibraryException problem) when (sources.Count > 1)
            {
                answers.Add(new(ResourceQuery.Civitai, 0, problem.Failure));
                // The next page asks again.
                next = next with
                {
                    Civitai = own,
                };
            }
        }

        return new ResourcePage(items, answers, next.Write());
    }

    internal async Task<ResourceView> ViewAsync(
        CoverageRules rules,
        string? ecosystem,
        string? caller,
        CancellationToken cancellationToken
    ) =>
        new(
            rules,
            await gates.ReadAsync(cancellationToken),
            caller,
            await gates.ReadExperimentsAsync(cancellationToken),
            ecosystem is null ? null : rules.GetEcosystem(ecosystem)
        );

    private async Task<(IReadOnlyList<ResourceItem> Items, int Total)> LocalAsync(
        ResourceQuery query,
        ResourceScope scope,
        ResourceView view,
        int offset,
        CancellationToken cancellationToken
    )
    {
        if (scope.Types.Count == 0)
            return ([], 0);
        var (found, total) = await search.LookAsync(
            Local(query, scope, view) with
            {
                Offset = offset,
                Limit = query.Limit,
            },
            view.Gates,
            view.Caller,
            cancellationToken
        );
        return ([.. found.Select(view.Of)], total);
    }

    private static GenerationQuery Local(ResourceQuery query, ResourceScope scope, ResourceView view) =>
        new()
        {
            Search = query.Query,
            Ecosystems = scope.Ecosystems,
            Pairs = scope.Pairs,
            CanGenerate = query.CanGenerate,
            At = view.At,
        };

    private async Task<(IReadOnlyList<ResourceItem> Items, string? Cursor)> CivitaiAsync(
        ResourceQuery query,
        ResourceScope scope,
        ResourceView view,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        var (found, next) = await CivitaiResources.SearchAsync(
            library,
            view.Rules,
            scope,
            query,
            cursor,
            cancellationToken
        );
        var here = await HereAsync(found, view, cancellationToken);
        // Those that the library lists by itself, on this page or another.
        var listed =
            query.Check().Contains(ResourceQuery.Local) && here.Count > 0
                ? await ListedAsync(Local(query, scope, view), here, view, cancellationToken)
                : [];
        var items = found
            .Where(facts => !listed.Contains(facts.VersionId))
            .Select(facts => view.Of(facts, here.GetValueOrDefault(facts.VersionId ?? 0)))
            .Where(item => item.Gate.Outcome != GateOutcome.Hidden)
            .Where(item => query.CanGenerate is not { } wanted || item.CanGenerate == wanted)
            // The order of the source within each level.
            .OrderBy(item => Array.IndexOf(Levels, item.Fit?.Level));
        return ([.. items], next);
    }

    private async Task<Dictionary<long, FoundResource>> HereAsync(
        IReadOnlyList<ResourceFacts> told,
        ResourceView view,
        CancellationToken cancellationToken
    )
    {
        if (told.Count == 0)
            return [];
        var (found, _) = await search.LookAsync(
            new GenerationQuery
            {
                VersionIds = [.. told.Select(facts => facts.VersionId).OfType<long>()],
                Limit = ListPage.Most,
            },
            GateRules.None,
            view.Caller,
            cancellationToken
        );
        return found
            .OrderByDescending(one => one.Verdict.Own.CanGenerate)
            .DistinctBy(one => one.Facts.VersionId)
            .ToDictionary(one => one.Facts.VersionId!.Value);
    }

    private async Task<HashSet<long?>> ListedAsync(
        GenerationQuery local,
        Dictionary<long, FoundResource> here,
        ResourceView view,
        CancellationToken cancellationToken
    )
    {
        var (found, _) = await search.LookAsync(
            local with
            {
                VersionIds = [.. here.Keys],
                Limit = ListPage.Most,
            },
            view.Gates,
            view.Caller,
            cancellationToken
        );
        return [.. found.Select(one => one.Facts.VersionId)];
    }
}
