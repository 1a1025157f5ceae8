using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>Refuses models that Civitai does not generate with, before anybody pays for a workflow that fails.</summary>
public sealed class GenerationAdmission(ResourceCheck check)
{
    /// <summary>What may still be refused there, one sentence for each model that nobody can be sure of.</summary>
    /// <exception cref="LibraryException">A model surely does not generate; the message says why, and what could stand in its place.</exception>
    public async Task<IReadOnlyList<string>> JudgeAsync(
        GenerationCaller caller,
        JsonObject form,
        CancellationToken cancellationToken
    )
    {
        var named = Generator.VersionsIn(form);
        if (named.Count == 0)
            return [];
        string[] asked =
        [
            .. named.Select(one => one.Version.ToString(CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal),
        ];
        var items = await check.CheckAsync(
            asked,
            ecosystem: null,
            CoveragePlace.Civitai,
            caller.Audience,
            cancellationToken
        );
        var known = items.ToDictionary(item => item.Asked!, StringComparer.Ordinal);
        List<GenerationException> refused = [];
        List<string> notes = [];
        foreach (var (field, version) in named)
        {
            var item = known[version.ToString(CultureInfo.InvariantCulture)];
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
