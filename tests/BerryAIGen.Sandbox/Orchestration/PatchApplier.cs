using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>RFC 6902 on a JSON object: all operations or none.</summary>
internal static class PatchApplier
{
    /// <summary>The changed copy, or what is wrong with the patch.</summary>
    public static (JsonObject? Changed, string? Problem) Apply(JsonObject target, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
            return (null, "A JSON patch is a list of operations.");
        var copy = target.DeepClone().AsObject();
        foreach (var operation in operations)
        {
            if (ApplyOne(copy, operation) is { } problem)
                return (null, problem);
        }

        return (copy, null);
    }

    private static string? ApplyOne(JsonObject root, JsonNode? operation)
    {
        var path = JsonParts.Text(operation, "path");
        if (path is null)
            return "An operation has no path.";
        var value = (operation as JsonObject)?["value"];
        switch (JsonParts.Text(operation, "op"))
        {
            case "add":
                return Put(root, path, value?.DeepClone(), mustExist: false);
            case "replace":
                return Put(root, path, value?.DeepClone(), mustExist: true);
            case "remove":
                return Take(root, path, out _);
            case "test":
                return JsonNode.DeepEquals(Find(root, path), value) ? null : $"The test of {path} failed.";
            case "copy":
                var copied = Find(root, JsonParts.Text(operation, "from") ?? "")?.DeepClone();
                return Put(root, path, copied, mustExist: false);
            case "move":
                return Take(root, JsonParts.Text(operation, "from") ?? "", out var moved)
                    ?? Put(root, path, moved, mustExist: false);
            default:
                return $"The operation {JsonParts.Text(operation, "op")} is not known.";
        }
    }

    private static string? Put(JsonObject root, string path, JsonNode? value, bool mustExist)
    {
        var (parent, key) = Split(root, path);
        switch (parent)
        {
            case JsonObject members when !mustExist || members.ContainsKey(key):
                members[key] = value;
                return null;
            case JsonArray list when key == "-" && !mustExist:
                list.Add(value);
                return null;
            case JsonArray list when int.TryParse(key, out var at) && at >= 0 && at < list.Count + (mustExist ? 0 : 1):
                if (mustExist)
                    list[at] = value;
                else
                    list.Insert(at, value);
                return null;
            default:
                return $"There is no {path}.";
        }
    }

    private static string? Take(JsonObject root, string path, out JsonNode? taken)
    {
        var (parent, key) = Split(root, path);
        taken = Find(root, path)?.DeepClone();
        switch (parent)
        {
            case JsonObject members when members.Remove(key):
                return null;
            case JsonArray list when int.TryParse(key, out var at) && at >= 0 && at < list.Count:
                list.RemoveAt(at);
                return null;
            default:
                return $"There is no {path}.";
        }
    }

    private static JsonNode? Find(JsonObject root, string path)
    {
        var (parent, key) = Split(root, path);
        return parent switch
        {
            JsonObject members => members[key],
            JsonArray list when int.TryParse(key, out var at) && at >= 0 && at < list.Count => list[at],
            _ => null,
        };
    }

    private static (JsonNode? Parent, string Key) Split(JsonObject root, string path)
    {
        var parts = path.Split('/').Skip(1).Select(part => part.Replace("~1", "/").Replace("~0", "~")).ToList();
        if (parts.Count == 0)
            return (null, "");
        JsonNode? parent = root;
        foreach (var part in parts[..^1])
            parent = parent switch
            {
                JsonObject members => members[part],
                JsonArray list when int.TryParse(part, out var at) && at >= 0 && at < list.Count => list[at],
                _ => null,
            };
        return (parent, parts[^1]);
    }
}
