using System.Collections.Concurrent;
using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Refuses models that Civitai does not generate with, before anybody pays for a workflow that fails.</summary>
public static class Admission
{
    private const int AtOnce = 4;

    /// <summary>Judges models of a form that are known.</summary>
    /// <returns>What may still be refused there, one sentence for each model that nobody can be sure of.</returns>
    /// <exception cref="GenerationException">A model surely does not generate; the message says why, and what could stand in its place.</exception>
    public static IReadOnlyList<string> Require(IEnumerable<AskedModel> models)
    {
        List<GenerationException> refused = [];
        List<string> notes = [];
        foreach (var model in models)
        {
            if (model.Answer.Certain.ToArray() is { Length: > 0 } reasons)
                refused.Add(
                    new(
                        FailureCode.Policy,
                        model.Field,
                        $"{model.Name} does not generate: {string.Join(" ", reasons.Select(reason => reason.Message))}{(model.Instead is { } other ? $" {other} could stand in its place." : "")}"
                    )
                );
            else if (!model.Answer.CanGenerate)
                notes.Add($"{model.Name} may be refused: {model.Answer.Reasons[0].Message}");
        }

        return refused.Count == 0 ? notes : throw GenerationException.Of(refused);
    }

    /// <summary>Judges models by what Civitai says of them now; what it does not know, or does not answer, is let pass.</summary>
    /// <param name="civitai">Who is asked.</param>
    /// <param name="rules">What decides.</param>
    /// <param name="named">The versions that are sent, by their fields.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="Require"/>
    public static async Task<IReadOnlyList<string>> AskAsync(
        CivitaiClient civitai,
        CoverageRules rules,
        IReadOnlyList<(string Field, long Version)> named,
        CancellationToken cancellationToken
    )
    {
        ConcurrentDictionary<long, (AskedModel? Model, string? Doubt)> known = [];
        await Parallel
            .ForEachAsync(
                named.DistinctBy(one => one.Version),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (one, stop) =>
                    known[one.Version] = await AskAsync(civitai, rules, one, stop).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        var asked = named.Select(one => known[one.Version]).Distinct().ToArray();
        return
        [
            .. asked.Select(one => one.Doubt).OfType<string>(),
            .. Require(asked.Select(one => one.Model).OfType<AskedModel>()),
        ];
    }

    // Nobody is held up by a silence: what is submitted a second time may be paid already.
    private static async Task<(AskedModel?, string?)> AskAsync(
        CivitaiClient civitai,
        CoverageRules rules,
        (string Field, long Version) named,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return
                await CivitaiVersions.FindAsync(civitai, rules, named.Version, cancellationToken).ConfigureAwait(false)
                    is var (facts, model)
                ? (Of(rules, named, facts, model), null)
                : (null, null);
        }
        catch (LibraryException silent) when (silent.Failure.IsRetryable)
        {
            return (null, $"Whether version {named.Version} generates could not be asked: {silent.Message}");
        }
    }

    private static AskedModel Of(
        CoverageRules rules,
        (string Field, long Version) named,
        ResourceFacts facts,
        JsonElement model
    )
    {
        var other = CivitaiVersions
            .Of(rules, model)
            .FirstOrDefault(one =>
                one.VersionId != named.Version
                && one.BaseModel == facts.BaseModel
                && rules.Judge(one).Civitai.CanGenerate
            );
        var name = NameOf(facts.Site?.ModelName ?? $"version {named.Version}", facts.Site?.VersionName);
        return new AskedModel(named.Field, name)
        {
            Answer = rules.Judge(facts).Civitai,
            Instead = other is null
                ? null
                : $"{facts.Site?.ModelName} {other.Site?.VersionName} (version {other.VersionId})",
        };
    }

    /// <summary>A model in a sentence.</summary>
    public static string NameOf(string name, string? version) =>
        version is null ? $"\"{name}\"" : $"\"{name}\" ({version})";
}

/// <summary>A model that is to be paid for.</summary>
/// <param name="Field">The field of the form that names it.</param>
/// <param name="Name">As it stands in a sentence.</param>
public sealed record AskedModel(string Field, string Name)
{
    /// <summary>Whether it generates where it is sent.</summary>
    public required CoverageAnswer Answer { get; init; }

    /// <summary>What could stand in its place, as it stands in a sentence; null for nothing.</summary>
    public string? Instead { get; init; }
}
