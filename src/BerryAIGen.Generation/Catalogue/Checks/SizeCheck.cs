using System.Text.Json;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Whether a field of ratios has its tables, and its default stands in each of them.</summary>
internal static class SizeCheck
{
    public static IEnumerable<string> Run(GenerationCatalogue catalogue, FormField field)
    {
        var ratio = field.Settings.Default?.GetString();
        if (field.Settings.Sizes is { ValueKind: JsonValueKind.Object } own)
        {
            if (ratio is not null && !own.TryGetProperty(ratio, out _))
                yield return $"The default of \"{field.Key}\" is {ratio}, which its sizes do not have; name one of {string.Join(", ", own.EnumerateObject().Select(row => row.Name))}.";
            yield break;
        }

        string[] tables =
        [
            .. field.Settings.SizesBy?.Values.SelectMany(cases => cases.Values) ?? [],
            .. field.Settings.Sizes?.GetString() is { } one ? [one] : Array.Empty<string>(),
        ];
        if (tables.Length == 0)
            yield return $"\"{field.Key}\" names no table of sizes; write \"sizes\" with one of sizes.json, or the sizes themselves.";
        foreach (var name in tables)
        {
            if (!catalogue.Sizes.TryGetValue(name, out var table) || table.Count == 0)
                yield return $"There is no table of sizes \"{name}\"; name one of sizes.json, or write it there.";
            else if (ratio is not null && !table.ContainsKey(ratio))
                yield return $"The default of \"{field.Key}\" is {ratio}, which the table \"{name}\" does not have; name one of {string.Join(", ", table.Keys)}.";
        }
    }
}
