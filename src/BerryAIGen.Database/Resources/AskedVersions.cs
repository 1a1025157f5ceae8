using System.Collections.Concurrent;
using System.Text.Json;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Resources;

/// <summary>What Civitai says of versions that are not here. Its answers hold for some minutes: whoever looks at a choice anew for another ecosystem asks about the same ones.</summary>
internal sealed class AskedVersions(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    private const int AtOnce = 4;
    private const int Most = 500;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    // What was kept for a model that is here stays as it was until somebody refreshes it.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<long, Answer> _answers = new();

    /// <summary>Each of them.</summary>
    public async Task<IReadOnlyDictionary<long, ToldVersion>> AskAsync(
        CoverageRules rules,
        IReadOnlyCollection<long> versions,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        ConcurrentDictionary<long, ToldVersion> told = new(
            versions
                .Select(id => (Id: id, Answer: _answers.GetValueOrDefault(id)))
                .Where(one => one.Answer is { } answer && answer.Rules == rules && answer.At + Fresh > now)
                .Select(one => KeyValuePair.Create(one.Id, one.Answer!.Told))
        );
        long[] rest = [.. versions.Where(id => !told.ContainsKey(id))];
        if (rest.Length == 0)
            return told;
        await using var context = database.CreateContext();
        var kept = await KnownResources.FindAsync(context, rules, rest, cancellationToken);
        foreach (var (id, one) in kept.Where(one => one.Value.At > now.UtcDateTime - KeptFor))
            told[id] = new(one.Facts, default, null);
        Failure? down = null;
        await Parallel.ForEachAsync(
            rest.Where(id => !told.ContainsKey(id)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, stopping) =>
            {
                var failure = Volatile.Read(ref down);
                try
                {
                    if (failure is null)
                    {
                        var found = await CivitaiVersions.FindAsync(library.Civitai, rules, id, stopping);
                        told[id] = new(found?.Facts, found?.Model ?? default, null);
                        Keep(id, new Answer(now, rules, told[id]));
                        return;
                    }
                }
                catch (LibraryException problem)
                {
                    failure = problem.Failure;
                    // Who does not answer one does not answer the next either.
                    if (failure.Code is FailureCode.Network or FailureCode.Auth)
                        Volatile.Write(ref down, failure);
                }

                told[id] = kept.TryGetValue(id, out var old)
                    ? new(old.Facts, default, null)
                    : new(null, default, failure);
            }
        );
        return told;
    }

    private void Keep(long id, Answer answer)
    {
        if (_answers.Count >= Most)
            _answers.Clear();
        _answers[id] = answer;
    }

    private sealed record Answer(DateTimeOffset At, CoverageRules Rules, ToldVersion Told);
}

/// <summary>What is known of a version that is not here.</summary>
/// <param name="Facts">What decides about it; null when there is none.</param>
/// <param name="Model">Civitai's answer about its model; undefined when it was not asked.</param>
/// <param name="Failure">Why nobody knows; null when somebody does, or says that there is none.</param>
internal sealed record ToldVersion(ResourceFacts? Facts, JsonElement Model, Failure? Failure);
