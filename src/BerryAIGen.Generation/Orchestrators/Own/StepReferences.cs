using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>Values from elsewhere in the workflow: <c>{"$ref":"hero","path":"output.blob.url"}</c>.</summary>
public static partial class StepReferences
{
    /// <summary>What is given to the workflow itself.</summary>
    public const string Arguments = "$arguments";

    private const int Deepest = 60;

    public static bool IsOne(JsonNode? node) =>
        node is JsonObject json && json["$ref"] is JsonValue source && source.TryGetValue<string>(out _);

    /// <summary>The names that a value refers to, with the place of each.</summary>
    public static IEnumerable<(string Source, string Place)> In(JsonNode? node, string place, int depth = 0) =>
        depth > Deepest ? []
        : IsOne(node) ? [(node!["$ref"]!.GetValue<string>(), place)]
        : node switch
        {
            JsonObject json => json.SelectMany(member => In(member.Value, $"{place}.{member.Key}", depth + 1)),
            JsonArray list => list.SelectMany((item, index) => In(item, $"{place}[{index}]", depth + 1)),
            _ => [],
        };

    /// <summary>A copy with what is referred to in place of each reference.</summary>
    /// <param name="node">The input.</param>
    /// <param name="find">A step, or the arguments, as a document; null when there is none.</param>
    /// <exception cref="GenerationException">Something that is referred to is not there.</exception>
    public static JsonNode? Resolve(JsonNode? node, Func<string, JsonNode?> find)
    {
        if (IsOne(node))
        {
            var (source, path) = (node!["$ref"]!.GetValue<string>(), PathOf(node));
            return Follow(find(source), path)?.DeepClone()
                ?? throw new GenerationException(
                    FailureCode.Usage,
                    null,
                    $"There is no \"{path}\" in \"{source}\", which the step refers to."
                );
        }

        return node switch
        {
            JsonObject json => new JsonObject(
                json.Select(row => KeyValuePair.Create(row.Key, Resolve(row.Value, find)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Resolve(item, find))]),
            _ => node?.DeepClone(),
        };
    }

    // What is no text leads nowhere.
    private static string PathOf(JsonNode node) =>
        node["path"] is JsonValue value && value.TryGetValue<string>(out var path) ? path : "";

    /// <summary>The value at a path such as <c>output.images[0].url</c>; null when there is none.</summary>
    public static JsonNode? Follow(JsonNode? from, string path)
    {
        var node = from;
        foreach (Match step in Step().Matches(path))
        {
            node = step.Groups["index"] is { Success: true } index
                ? node is JsonArray list
                && int.TryParse(index.Value, CultureInfo.InvariantCulture, out var at)
                && at < list.Count
                    ? list[at]
                    : null
                : (node as JsonObject)?[step.Groups["name"].Value];
        }

        return node;
    }

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|(?<name>[^.\[\]]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
