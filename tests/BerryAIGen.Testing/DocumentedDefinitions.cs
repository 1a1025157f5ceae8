using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BerryAIGen.Testing;

/// <summary>
/// The examples of <c>docs/adding-base-models-and-engines.md</c>: blocks that begin with the name of a file, and perhaps with
/// the member of it that the example is added to.
/// </summary>
public static partial class DocumentedDefinitions
{
    /// <summary>Writes all of them into a folder, as a reader of the page would.</summary>
    /// <param name="folder">The settings folder; <c>definitions</c> is made in it.</param>
    /// <returns>The files, by their names in the page.</returns>
    public static IReadOnlyList<string> WriteTo(string folder)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "adding-base-models-and-engines.md"));
        var files = new Dictionary<string, JsonObject>();
        // Whole files first: the page tells the shortest recipe before the longer ones.
        foreach (var block in Block().Matches(page).OrderBy(block => block.Groups["member"].Success))
        {
            var (name, example) = (block.Groups["file"].Value, JsonNode.Parse(block.Groups["text"].Value)!);
            if (block.Groups["member"] is { Success: true, Value: var member })
                Add(files[name], member.Split('.'), example);
            else
                files.Add(name, example.AsObject());
        }

        foreach (var (name, file) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.ToJsonString());
        }

        return [.. files.Keys];
    }

    private static void Add(JsonNode into, string[] members, JsonNode example)
    {
        foreach (var member in members)
        {
            into = into[member]!;
        }

        if (into is JsonArray list)
            list.Add(example);
        else
            foreach (var (key, value) in example.AsObject())
            {
                into[key] = value?.DeepClone();
            }
    }

    [GeneratedRegex(
        @"^```json (?<file>definitions/\S+)(?: (?<member>\S+))?\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Block();
}
