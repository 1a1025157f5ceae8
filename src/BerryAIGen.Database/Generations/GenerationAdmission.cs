using BerryAIGen.Database.Resources;
using BerryAIGen.Generation;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>Refuses models that Civitai does not generate with, before anybody pays for a workflow that fails.</summary>
public sealed class GenerationAdmission(ResourceCheck check)
{
    /// <summary>Judges the models of a form before it is paid.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="named">The versions that are sent, by their fields.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What may still be refused there, one sentence for each model that nobody can be sure of.</returns>
    /// <exception cref="LibraryException">A model surely does not generate; the message says why, and what could stand in its place.</exception>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        GenerationCaller caller,
        IReadOnlyList<(string Field, long Version)> named,
        CancellationToken cancellationToken
    )
    {
        if (named.Count == 0)
            return [];
        long[] asked = [.. named.Select(one => one.Version).Distinct()];
        var items = await check.CheckVersionsAsync(asked, caller.Audience, cancellationToken);
        var known = asked.Zip(items).ToDictionary(pair => pair.First, pair => pair.Second);
        List<GenerationException> refused = [];
        List<string> notes = [];
        foreach (var (field, version) in named)
        {
            var item = known[version];
            var (answer, name) = (item.Verdict.Civitai, NameOf(item));
            if (answer.Certain.ToArray() is { Length: > 0 } reasons)
                refused.Add(
                    new(
                        FailureCode.Policy,
                        field,
                        $"{name} does not generate: {string.Join(" ", reasons.Select(reason => reason.Message))}{InsteadOf(item)}"
                    )
                );
            else if (!answer.CanGenerate && item.Source is not null)
                notes.Add($"{name} may be refused: {answer.Reasons[0].Message}");
        }

        return refused.Count == 0 ? notes : throw GenerationException.Of(refused);
    }

    private static string NameOf(ResourceItem item) =>
        item.VersionName is { } version ? $"\"{item.Name}\" ({version})" : $"\"{item.Name}\"";

    private static string InsteadOf(ResourceItem item) =>
        item.Substitutes.FirstOrDefault(one => one.Verdict.Civitai.CanGenerate) is { } other
            ? $" {other.Name} (version {other.VersionId}) could stand in its place."
            : "";
}
