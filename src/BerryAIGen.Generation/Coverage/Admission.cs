using BerryAIGen.Civitai;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Refuses models that Civitai does not generate with, before anybody pays for a workflow that fails.</summary>
public static class Admission
{
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

    /// <summary>Judges models by what Civitai says of them now; what it does not know is let pass.</summary>
    /// <param name="civitai">Who is asked.</param>
    /// <param name="rules">What decides.</param>
    /// <param name="named">The versions that are sent, by their fields.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="Require"/>
    /// <exception cref="LibraryException">Civitai does not answer.</exception>
    public static async Task<IReadOnlyList<string>> AskAsync(
        CivitaiClient civitai,
        CoverageRules rules,
        IReadOnlyList<(string Field, long Version)> named,
        CancellationToken cancellationToken
    )
    {
        List<AskedModel> models = [];
        foreach (var (field, version) in named.DistinctBy(one => one.Version))
        {
            if (
                await CivitaiVersions.FindAsync(civitai, rules, version, cancellationToken).ConfigureAwait(false)
                is not var (facts, model)
            )
                continue;
            var other = CivitaiVersions
                .Of(rules, model)
                .FirstOrDefault(one =>
                    one.VersionId != version && one.BaseModel == facts.BaseModel && rules.Judge(one).Civitai.CanGenerate
                );
            models.Add(
                new AskedModel(field, NameOf(facts.Site?.ModelName ?? $"version {version}", facts.Site?.VersionName))
                {
                    Answer = rules.Judge(facts).Civitai,
                    Instead = other is null
                        ? null
                        : $"{facts.Site?.ModelName} {other.Site?.VersionName} (version {other.VersionId})",
                }
            );
        }

        return Require(models);
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
