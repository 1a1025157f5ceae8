using System.Collections.Concurrent;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Candidates;

/// <summary>Asks everybody who may know, this machine first; one who fails is not asked again, and hides nobody else.</summary>
/// <param name="sources">Who may know.</param>
/// <param name="sure">From this confidence on nobody further is asked.</param>
internal sealed class CandidateSearch(IReadOnlyList<ICandidateSource> sources, double sure = CandidateSearch.Sure)
{
    /// <summary>The workflow, or a list with a hash, named the very file.</summary>
    public const double Sure = 0.95;

    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, Failure> _failed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Who was asked, and what came of it.</summary>
    public IReadOnlyList<SearchedSource> Sources =>
        [
            .. sources
                .Where(source => _counts.ContainsKey(source.Name) || _failed.ContainsKey(source.Name))
                .Select(source => new SearchedSource(
                    source.Name,
                    _counts.GetValueOrDefault(source.Name),
                    _failed.GetValueOrDefault(source.Name)
                )),
        ];

    /// <summary>The candidates of each model, the surest first.</summary>
    /// <param name="models">What is missing.</param>
    /// <param name="isLocal">Whether only this machine is asked.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<IReadOnlyDictionary<NamedModel, IReadOnlyList<ModelCandidate>>> FindAsync(
        IReadOnlyList<NamedModel> models,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        var found = new ConcurrentDictionary<NamedModel, IReadOnlyList<ModelCandidate>>(
            ReferenceEqualityComparer.Instance
        );
        await Parallel
            .ForEachAsync(
                models,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (model, stop) => found[model] = await FindAsync(model, isLocal, stop).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return found;
    }

    private async Task<IReadOnlyList<ModelCandidate>> FindAsync(
        NamedModel model,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        List<ModelCandidate> candidates = [];
        foreach (var source in sources.Where(source => !source.AsksNetwork))
            candidates.AddRange(await AskAsync(source, model, cancellationToken).ConfigureAwait(false));
        if (!isLocal && !candidates.Exists(candidate => candidate.Confidence >= sure && !Contradicts(model, candidate)))
        {
            var others = sources.Where(source => source.AsksNetwork);
            var answers = await Task.WhenAll(others.Select(source => AskAsync(source, model, cancellationToken)))
                .ConfigureAwait(false);
            candidates.AddRange(answers.SelectMany(answer => answer));
        }

        return
        [
            .. candidates
                .Where(candidate => !Contradicts(model, candidate))
                .Select(candidate => candidate with { Sha256 = candidate.Sha256 ?? model.DeclaredSha256 })
                .OrderByDescending(candidate => candidate.Confidence)
                .DistinctBy(candidate => (candidate.Reference, candidate.FileId)),
        ];
    }

    // What the workflow says of the bytes holds, whoever has a file of the name.
    private static bool Contradicts(NamedModel model, ModelCandidate candidate) =>
        model.DeclaredSha256 is { } told && candidate.Sha256 is { } other && told != other;

    private async Task<IReadOnlyList<ModelCandidate>> AskAsync(
        ICandidateSource source,
        NamedModel model,
        CancellationToken cancellationToken
    )
    {
        if (_failed.ContainsKey(source.Name))
            return [];
        try
        {
            var found = await source.FindAsync(model, cancellationToken).ConfigureAwait(false);
            _counts.AddOrUpdate(source.Name, found.Count, (_, count) => count + found.Count);
            return found;
        }
        catch (LibraryException problem)
        {
            _failed.TryAdd(source.Name, problem.Failure with { Message = SafeText.Mask(problem.Failure.Message) });
            return [];
        }
    }
}
