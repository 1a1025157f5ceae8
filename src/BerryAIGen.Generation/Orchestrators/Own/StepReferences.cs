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

    internal const string Loop = "for";
    internal const string Template = "template";

    /// <summary>The list that a loop goes through, once it is known.</summary>
    internal const string Items = "items";

    private const int Deepest = 60;

    /// <summary>The most values that one input takes from elsewhere.</summary>
    public const int Most = 1000;

    // Of all of them together.
    private const long MostCharacters = 32 << 20;

    public static bool IsOne(JsonNode? node) =>
        node is JsonObject json && json["$ref"] is JsonValue source && source.TryGetValue<string>(out _);

    /// <summary>The names that a value refers to, with the place of each; items of a loop's own list are not among them.</summary>
    public static IEnumerable<(string Source, string Place)> In(JsonNode? node, string place) =>
        All(node, place, 0).Select(one => (one.Reference["$ref"]!.GetValue<string>(), one.Place));

    /// <summary>The places of references whose path is no text.</summary>
    public static IEnumerable<string> WithoutPath(JsonNode? node, string place) =>
        All(node, place, 0)
            .Where(one =>
                one.Reference["path"] is { } path && !(path is JsonValue value && value.TryGetValue<string>(out _))
            )
            .Select(one => one.Place);

    /// <summary>A copy with what is referred to in place of each reference.</summary>
    /// <param name="node">The input.</param>
    /// <param name="find">A step, or the arguments, as a document; null when there is none.</param>
    /// <exception cref="GenerationException">Something that is referred to is not there, or it is too much.</exception>
    public static JsonNode? Resolve(JsonNode? node, Func<string, JsonNode?> find) =>
        Resolve(node, new Sources(find), []);

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

    private static IEnumerable<(JsonNode Reference, string Place)> All(JsonNode? node, string place, int depth) =>
        depth > Deepest ? []
        : node is JsonObject loop && VariableOf(loop) is { } variable
            ? loop.SelectMany(member =>
                All(member.Value, $"{place}.{member.Key}", depth + 1)
                    .Where(one => member.Key != Template || one.Reference["$ref"]!.GetValue<string>() != variable)
            )
        : IsOne(node) ? [(node!, place)]
        : node switch
        {
            JsonObject json => json.SelectMany(member => All(member.Value, $"{place}.{member.Key}", depth + 1)),
            JsonArray list => list.SelectMany((item, index) => All(item, $"{place}[{index}]", depth + 1)),
            _ => [],
        };

    private static JsonNode? Resolve(JsonNode? node, Sources sources, IReadOnlyList<string> items)
    {
        if (node is JsonObject loop && VariableOf(loop) is { } variable)
            return new JsonObject(
                loop.Select(row =>
                    KeyValuePair.Create(
                        row.Key,
                        row.Key == Loop && IsOne(row.Value)
                            ? new JsonObject { [Items] = Resolve(row.Value, sources, items), ["as"] = variable }
                            : Resolve(row.Value, sources, row.Key == Template ? [.. items, variable] : items)
                    )
                )
            );
        if (IsOne(node))
        {
            var (source, path) = (node!["$ref"]!.GetValue<string>(), PathOf(node));
            if (items.Contains(source))
                return node.DeepClone();
            return sources.Take(Follow(sources.Find(source), path))
                ?? throw new GenerationException(
                    FailureCode.Usage,
                    null,
                    $"There is no \"{path}\" in \"{source}\", which the step refers to."
                );
        }

        return node switch
        {
            JsonObject json => new JsonObject(
                json.Select(row => KeyValuePair.Create(row.Key, Resolve(row.Value, sources, items)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Resolve(item, sources, items))]),
            _ => node?.DeepClone(),
        };
    }

    // How a loop calls the item whose turn it is; null for what is none.
    private static string? VariableOf(JsonObject json) =>
        json.ContainsKey(Template)
        && json[Loop] is JsonObject loop
        && loop["as"] is JsonValue value
        && value.TryGetValue<string>(out var name)
            ? name
            : null;

    private static string PathOf(JsonNode node) =>
        node["path"] is JsonValue value && value.TryGetValue<string>(out var path) ? path : "";

    // Each is read once, and no more is taken of them than one server can hold.
    private sealed class Sources(Func<string, JsonNode?> find)
    {
        private readonly Dictionary<string, JsonNode?> _known = new(StringComparer.Ordinal);
        private int _values;
        private long _characters;

        public JsonNode? Find(string name)
        {
            if (!_known.TryGetValue(name, out var source))
                _known[name] = source = find(name);
            return source;
        }

        public JsonNode? Take(JsonNode? value)
        {
            if (value is null)
                return null;
            _characters += JsonMeasure.Of(value).Characters;
            return ++_values <= Most && _characters <= MostCharacters
                ? value.DeepClone()
                : throw new GenerationException(
                    FailureCode.Usage,
                    null,
                    $"The step refers to more than {Most} values, or to more than {MostCharacters >> 20} MiB of them."
                );
        }
    }

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|(?<name>[^.\[\]]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
