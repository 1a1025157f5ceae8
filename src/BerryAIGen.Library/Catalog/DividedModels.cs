using BerryAIGen.IO;

namespace BerryAIGen.Library.Catalog;

/// <summary>Makes one model of the files that it was divided into: <c>name-00001-of-00003.gguf</c> and so on.</summary>
internal static class DividedModels
{
    /// <summary>The models in the order in which their first file came.</summary>
    public static IEnumerable<FoundModel> Join(IEnumerable<FoundModel> models)
    {
        Dictionary<string, List<(FoundModel Model, ShardName Name)>> sets = new(StringComparer.Ordinal);
        List<FoundModel> whole = [];
        foreach (var model in models)
        {
            if (NameOf(model) is not { } name)
                whole.Add(model);
            else if (FirstOf(model, name) is var first && sets.TryGetValue(first, out var set))
                set.Add((model, name));
            else
                sets[first] = [(model, name)];
        }

        return whole.Concat(sets.Select(set => Join(set.Key, set.Value)));
    }

    /// <summary>The name of a file that is one of several; null for a whole one.</summary>
    public static ShardName? NameOf(FoundModel model) => model.IsFolder ? null : NameOf(model.Path);

    public static ShardName? NameOf(string path) =>
        path.Contains("-of-", StringComparison.Ordinal)
        && ShardName.TryParse(Path.GetFileName(path)) is { Count: > 1 } name
            ? name
            : null;

    public static string FirstOf(FoundModel model, ShardName name) =>
        Path.Combine(Path.GetDirectoryName(model.Path)!, name.All.First());

    private static FoundModel Join(string first, List<(FoundModel Model, ShardName Name)> parts)
    {
        parts.Sort((one, other) => one.Name.Part.CompareTo(other.Name.Part));
        var names = parts.Select(part => Path.GetFileName(part.Model.Path)).ToHashSet(StringComparer.Ordinal);
        return parts[0].Model with
        {
            Path = first,
            SizeBytes = parts.Sum(part => part.Model.SizeBytes),
            ModifiedAt = parts.Max(part => part.Model.ModifiedAt),
            Parts = [.. parts.Select(part => part.Model.Path)],
            Missing = [.. parts[0].Name.All.Where(name => !names.Contains(name))],
        };
    }
}
