using System.Text.Json;
using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Diffusers;

/// <summary>The parts that <c>model_index.json</c> lists as <c>"unet": ["diffusers", "UNet2DConditionModel"]</c>.</summary>
internal static class PipelineParts
{
    private const int MostFiles = 10_000;
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true };

    internal static IEnumerable<DiffusersComponent> Of(string folder, JsonElement index)
    {
        foreach (var member in index.EnumerateObject())
        {
            // A part that is left out is [null, null]; other members are settings.
            if (
                member.Value is { ValueKind: JsonValueKind.Array } value
                && value.GetArrayLength() == 2
                && value[1].ValueKind == JsonValueKind.String
                && IsPlain(member.Name)
            )
            {
                yield return Read(folder, member.Name, value[1].GetString());
            }
        }
    }

    internal static DiffusersComponent Read(string folder, string name, string? className)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path))
        {
            return new DiffusersComponent
            {
                Name = name,
                ClassName = className,
                IsEmpty = true,
            };
        }

        var files = new DirectoryInfo(path).EnumerateFiles("*", Here).Take(MostFiles).ToList();
        var weights = files
            .Select(DiffusersWeights.TryCreate)
            .OfType<DiffusersWeights>()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var isNetwork = files.Exists(file => file.Name == "config.json");
        return new DiffusersComponent
        {
            Name = name,
            ClassName = className,
            Weights = weights,
            Missing = [.. FindMissing(path, files)],
            IsEmpty = isNetwork && weights.Count == 0,
        };
    }

    /// <summary>What an index beside the weights, or their numbering, promises.</summary>
    private static IEnumerable<string> FindMissing(string folder, List<FileInfo> files)
    {
        HashSet<string> promised = new(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.Name.Contains(".index.", StringComparison.Ordinal) && file.Extension == ".json")
            {
                promised.UnionWith(InIndex(Path.Combine(folder, file.Name)));
            }
            else if (ShardName.TryParse(file.Name) is { } shard)
            {
                promised.UnionWith(shard.All);
            }
        }

        promised.ExceptWith(files.Select(file => file.Name));
        return promised.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> InIndex(string path)
    {
        using var index = FolderJson.TryRead(path);
        return
            index is not null
            && index.RootElement.TryGetProperty("weight_map", out var map)
            && map.ValueKind == JsonValueKind.Object
            ?
            [
                .. map.EnumerateObject()
                    .Select(entry => entry.Value)
                    .Where(IsFileName)
                    .Select(value => value.GetString()!),
            ]
            : [];
    }

    private static bool IsFileName(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && IsPlain(value.GetString()!);

    private static bool IsPlain(string name) =>
        EntryNames.Check(name).Path == name && !name.Contains('/', StringComparison.Ordinal);
}
