using System.Text.Json;
using BerryAIGen.IO.Recipes.A1111;

namespace BerryAIGen.IO.Recipes.Civitai;

/// <summary>
/// What Civitai's generator puts beside a graph: the order that a person gave it, with the versions that it used. It counts more
/// than the graph, in which an enlargement may be all there is.
/// </summary>
internal static class ExtraMetadata
{
    private static readonly string[] Taken =
    [
        "prompt",
        "negativePrompt",
        "seed",
        "steps",
        "cfgScale",
        "sampler",
        "scheduler",
        "width",
        "height",
        "resources",
    ];

    internal static void Apply(JsonElement members, RecipeDraft draft)
    {
        if (members.Get("extraMetadata") is not { } member || Inner(member) is not { } extra)
        {
            return;
        }

        draft.Generator = "Civitai";
        draft.Prompt = extra.Text("prompt") ?? draft.Prompt;
        draft.NegativePrompt = extra.Text("negativePrompt") ?? draft.NegativePrompt;
        draft.Seed = extra.Seed("seed") ?? draft.Seed;
        draft.Steps = extra.Whole("steps") ?? draft.Steps;
        draft.CfgScale = extra.Real("cfgScale") ?? draft.CfgScale;
        // A schedule belongs to its sampler.
        var isSame = extra.Text("sampler") is not { } sampler || sampler == draft.Sampler;
        draft.Scheduler = extra.Text("scheduler") ?? (isSame ? draft.Scheduler : null);
        draft.Sampler = extra.Text("sampler") ?? draft.Sampler;
        draft.Width = extra.Whole("width") ?? draft.Width;
        draft.Height = extra.Whole("height") ?? draft.Height;
        Resources(extra.Get("resources"), draft);
        draft.Keep(extra, Taken);
    }

    /// <summary>What the graph names by AIR and the order by number is one and the same.</summary>
    private static void Resources(JsonElement? list, RecipeDraft draft)
    {
        if (list is not { ValueKind: JsonValueKind.Array } entries)
        {
            return;
        }

        var known = draft.Resources.Select(resource => resource.ModelVersionId).OfType<long>().ToHashSet();
        var more = entries
            .EnumerateArray()
            .Where(entry => entry.Whole("modelVersionId") is not { } id || !known.Contains(id));
        foreach (var entry in more)
        {
            CivitaiResources.Add(entry, isOnly: false, draft);
        }
    }

    private static JsonElement? Inner(JsonElement member) =>
        member.ValueKind == JsonValueKind.String ? RecipeJson.ParseObject((RecipeJson.AsText(member) ?? ""))
        : member.ValueKind == JsonValueKind.Object ? member
        : null;
}
