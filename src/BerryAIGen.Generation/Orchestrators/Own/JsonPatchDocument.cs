using System.Globalization;
using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>Changes of single places of a document, in order; all of them or none (RFC 6902).</summary>
public static class JsonPatchDocument
{
    private const int Most = 1000;
    private const int Deepest = 60;

    // A copy doubles what it copies, so a few hundred bytes of operations could fill the memory.
    private const long MostValues = 50_000;
    private const long MostCharacters = 2 << 20;

    /// <summary>The document as it is afterwards; the one given stays.</summary>
    /// <exception cref="WorkflowRefusedException">An operation is none, or cannot be done; its place says which one.</exception>
    public static JsonObject Apply(JsonObject document, JsonNode? patch)
    {
        var problems = new FieldProblems();
        if (patch is not JsonArray operations || operations.Count is 0 or > Most)
        {
            problems.Add("$", $"The body is a list of 1 to {Most} operations (RFC 6902).");
            problems.ThrowIfAny();
            return document;
        }

        JsonNode? changed = document.DeepClone();
        var room = new Room();
        for (var index = 0; index < operations.Count; index++)
        {
            try
            {
                changed = Apply(changed, operations[index] as JsonObject, room);
            }
            catch (FormatException wrong)
            {
                problems.Add($"[{index}]", wrong.Message);
                problems.ThrowIfAny();
            }
        }

        if (changed is not JsonObject whole)
        {
            problems.Add("$", "What is left of it is no object.");
            problems.ThrowIfAny();
            return document;
        }

        return whole;
    }

    private static JsonNode? Apply(JsonNode? root, JsonObject? operation, Room room)
    {
        var path = Pointer(operation, "path");
        switch (operation!["op"]?.ToString())
        {
            case "add":
                return Add(root, path, room.Take(Value(operation), path)?.DeepClone());
            case "remove":
                return Remove(root, path, out _);
            case "replace":
                root = Remove(root, path, out _);
                return Add(root, path, room.Take(Value(operation), path)?.DeepClone());
            case "move":
                var from = Pointer(operation, "from");
                if (path.Length > from.Length && path.Take(from.Length).SequenceEqual(from))
                    throw new FormatException("A value cannot be moved into itself.");
                root = Remove(root, from, out var moved);
                Room.CheckDepth(moved, path);
                return Add(root, path, moved);
            case "copy":
                return Add(root, path, room.Take(Find(root, Pointer(operation, "from")), path)?.DeepClone());
            case "test":
                return JsonNode.DeepEquals(Find(root, path), Value(operation))
                    ? root
                    : throw new FormatException($"At {operation["path"]} stands another value than the test says.");
            default:
                throw new FormatException("\"op\" is one of add, remove, replace, move, copy, test.");
        }
    }

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value
            : throw new FormatException("The operation needs \"value\".");

    private static string[] Pointer(JsonObject? operation, string name)
    {
        var text = operation?[name] is JsonValue value && value.TryGetValue<string>(out var found) ? found : null;
        if (text is null || (text.Length > 0 && text[0] != '/'))
            throw new FormatException($"The operation needs \"{name}\", such as /metadata/name.");
        return text.Length == 0
            ? []
            : [.. text[1..].Split('/').Select(part => part.Replace("~1", "/").Replace("~0", "~"))];
    }

    private static JsonNode? Find(JsonNode? root, string[] path)
    {
        var node = root;
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject json when json.TryGetPropertyValue(part, out var member) => member,
                JsonArray list => list[IndexOf(list, part, isNew: false)],
                _ => throw Missing(path),
            };
        }

        return node;
    }

    private static JsonNode? Add(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Find(root, path[..^1]))
        {
            case JsonObject json:
                json[path[^1]] = value;
                return root;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : IndexOf(list, path[^1], isNew: true), value);
                return root;
            default:
                throw Missing(path);
        }
    }

    private static JsonNode? Remove(JsonNode? root, string[] path, out JsonNode? removed)
    {
        removed = Find(root, path);
        if (path.Length == 0)
            return null;
        switch (Find(root, path[..^1]))
        {
            case JsonObject json:
                json.Remove(path[^1]);
                break;
            case JsonArray list:
                list.RemoveAt(IndexOf(list, path[^1], isNew: false));
                break;
        }

        return root;
    }

    private static int IndexOf(JsonArray list, string part, bool isNew) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && (part.Length == 1 || part[0] != '0')
        && index < list.Count + (isNew ? 1 : 0)
            ? index
            : throw new FormatException($"The list has no place \"{part}\".");

    private static FormatException Missing(string[] path) => new($"There is nothing at /{string.Join('/', path)}.");

    // How much more the operations together may bring; what others remove gives nothing back.
    private sealed class Room
    {
        private long _values;
        private long _characters;

        /// <summary>The value, if there is room for it at the place.</summary>
        public JsonNode? Take(JsonNode? value, string[] path)
        {
            var size = CheckDepth(value, path);
            (_values, _characters) = (_values + size.Values, _characters + size.Characters);
            return _values <= MostValues && _characters <= MostCharacters
                ? value
                : throw new FormatException(
                    $"The operations bring more than {MostValues} values or {MostCharacters >> 20} MiB together."
                );
        }

        public static JsonMeasure CheckDepth(JsonNode? value, string[] path)
        {
            var size = JsonMeasure.Of(value);
            return path.Length + size.Depth <= Deepest
                ? size
                : throw new FormatException($"It would lie more than {Deepest} levels deep.");
        }
    }
}
