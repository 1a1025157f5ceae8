using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>The list <c>Civitai resources: [{"type":"lora","weight":0.8,"modelVersionId":12,"air":"urn:air:…"}]</c>.</summary>
internal static partial class CivitaiResources
{
    internal static void Read(string? json, RecipeDraft draft)
    {
        if (json is not null && RecipeJson.ParseObject($"{{\"resources\":{json}}}") is { } wrapped)
        {
            Read(wrapped.Get("resources"), draft);
        }
    }

    internal static void Read(JsonElement? list, RecipeDraft draft)
    {
        if (list is not { ValueKind: JsonValueKind.Array } entries)
        {
            return;
        }

        var checkpoints = entries.EnumerateArray().Count(entry => TypeOf(entry) == ResourceTypes.Checkpoint);
        foreach (var entry in entries.EnumerateArray())
        {
            Add(entry, checkpoints == 1, draft);
        }
    }

    /// <summary>Adds one entry.</summary>
    /// <param name="entry">The entry; what is no object adds nothing.</param>
    /// <param name="isOnly">A picture has one checkpoint: what its name and hash say and what this entry says is about the same.</param>
    /// <param name="draft">Where to add it.</param>
    internal static void Add(JsonElement entry, bool isOnly, RecipeDraft draft)
    {
        var type = TypeOf(entry);
        var known =
            isOnly && type == ResourceTypes.Checkpoint
                ? draft.Resources.FirstOrDefault(resource => resource.Type == type)
                : null;
        var named = FromAir(entry.Text("air"), type);
        draft.Add(
            named with
            {
                Type = type,
                Name = known?.Name ?? entry.Text("modelName", "name"),
                Hash = known?.Hash ?? RecipeDraft.CleanHash(entry.Text("hash")),
                Weight = entry.Real("weight", "strength"),
                VersionName = entry.Text("modelVersionName", "versionName"),
                ModelVersionId = Id(entry.Text("modelVersionId")) ?? named.ModelVersionId,
            }
        );
    }

    /// <summary>A resource that an AIR of Civitai names, with the numbers in it.</summary>
    internal static RecipeResource FromAir(string? air, string type)
    {
        var match = AirPattern().Match(air ?? "");
        return new RecipeResource
        {
            Type = match.Success ? ResourceTypes.From(match.Groups[1].Value) : type,
            Air = air,
            ModelId = match.Success ? Id(match.Groups[2].Value) : null,
            ModelVersionId = match.Success ? Id(match.Groups[3].Value) : null,
        };
    }

    private static string TypeOf(JsonElement entry) =>
        entry.Text("type") is { } type ? ResourceTypes.From(type)
        : AirPattern().Match(entry.Text("air") ?? "") is { Success: true } air ? ResourceTypes.From(air.Groups[1].Value)
        : "unknown";

    private static long? Id(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    [GeneratedRegex(@"^urn:air:[^:]*:([^:]+):civitai:([0-9]+)(?:@([0-9]+))?", RegexOptions.IgnoreCase)]
    private static partial Regex AirPattern();
}
