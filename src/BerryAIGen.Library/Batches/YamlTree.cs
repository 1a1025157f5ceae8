using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BerryAIGen.Library.Batches;

/// <summary>
/// Reads a YAML text as the tree that the same text in JSON would be. Anchors and merge keys are followed, tags are
/// refused, and the tree is limited, however few anchors it takes to ask for more.
/// </summary>
/// <remarks>Numbers stay texts: an id is written as one, and a hash of digits must not become one.</remarks>
internal sealed class YamlTree
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 200_000;
    private const string Merge = "<<";

    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private readonly IParser _parser;
    private int _nodes;

    private YamlTree(IParser parser) => _parser = parser;

    /// <exception cref="JsonException">It is no YAML, or asks for what is refused; the message says where.</exception>
    public static JsonNode? Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var root = new YamlTree(parser).ReadNode(0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out var end)
                ? root
                : throw Refused(parser.Current ?? end, "a second document begins; one file is one document.");
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException or FormatException)
        {
            // The parser has its own words for most broken texts, and these for a tag that is no address and some more.
            throw new JsonException($"it cannot be read: {ex.Message}", null, parser.Current?.End.Line - 1, null, ex);
        }
        catch (YamlException ex)
        {
            throw new JsonException(ex.InnerException?.Message ?? ex.Message, null, ex.Start.Line - 1, ex.Start.Column);
        }
    }

    private JsonNode? ReadNode(int depth)
    {
        var at = _parser.Current;
        if (depth > MaxDepth)
            throw Refused(at, $"it is nested deeper than {MaxDepth} levels.");
        Count(at, 1);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Copy(alias);
        if (at is NodeEvent { Tag: { IsEmpty: false } tag })
            throw Refused(at, $"the tag {tag} is not read; leave tags out.");
        JsonNode? node = at switch
        {
            MappingStart => ReadMapping(depth),
            SequenceStart => ReadSequence(depth),
            _ => ReadScalar(_parser.Consume<Scalar>()),
        };
        // Only now: an anchor inside itself would never end.
        if (at is NodeEvent { Anchor: { IsEmpty: false } anchor })
            _anchors[anchor] = node;
        return node;
    }

    private JsonArray ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            list.Add(ReadNode(depth + 1));
        return list;
    }

    private JsonObject ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var map = new JsonObject();
        List<JsonObject> merged = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key))
                throw Refused(_parser.Current, "a name is not a plain text.");
            var value = ReadNode(depth + 1);
            if (key is { Value: Merge, Style: ScalarStyle.Plain })
                merged.AddRange(Merged(value, key));
            else if (!map.TryAdd(key.Value, value))
                throw Refused(key, $"\"{key.Value}\" is there twice.");
        }

        // What the mapping says itself goes before what it takes over.
        foreach (var (name, value) in merged.SelectMany(other => other))
        {
            Count(null, SizeOf(value));
            map.TryAdd(name, value?.DeepClone());
        }

        return map;
    }

    private static IEnumerable<JsonObject> Merged(JsonNode? value, ParsingEvent at) =>
        value switch
        {
            JsonObject one => [one],
            JsonArray many when many.All(item => item is JsonObject) => many.OfType<JsonObject>(),
            _ => throw Refused(at, $"\"{Merge}\" takes over members of an anchored mapping, and this is none."),
        };

    private static JsonValue? ReadScalar(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value)
        : scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? null
        : scalar.Value is "true" or "True" or "TRUE" ? JsonValue.Create(true)
        : scalar.Value is "false" or "False" or "FALSE" ? JsonValue.Create(false)
        : JsonValue.Create(scalar.Value);

    private JsonNode? Copy(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
            throw Refused(alias, $"the anchor {alias.Value} is not there, or contains itself.");
        // Counted before it is made: ten lines may stand for a billion nodes.
        Count(alias, SizeOf(node));
        return node?.DeepClone();
    }

    private static int SizeOf(JsonNode? node) =>
        node switch
        {
            JsonObject map => 1 + map.Sum(member => SizeOf(member.Value)),
            JsonArray list => 1 + list.Sum(SizeOf),
            _ => 1,
        };

    private void Count(ParsingEvent? at, int more)
    {
        _nodes += more;
        if (_nodes > MaxNodes)
            throw Refused(at, $"it stands for more than {MaxNodes} values.");
    }

    private static JsonException Refused(ParsingEvent? at, string why) =>
        new(why, null, (at?.Start.Line ?? 1) - 1, at?.Start.Column);
}
