using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Roots;

/// <summary>Between a root and its row in the settings; members we do not know stay as they are.</summary>
internal static class RootSettings
{
    /// <exception cref="LibraryException">A row makes no sense; the message names it and what is expected.</exception>
    public static IReadOnlyList<ModelRoot> Read(JsonNode? roots, string place)
    {
        if (roots is null)
            return [];
        if (roots is not JsonArray rows)
            throw Wrong(place, "roots", "a list is expected");
        ModelRoot[] read = [.. rows.Select((row, index) => ReadRow(row, $"{place}, roots[{index}]"))];
        return
            read.GroupBy(root => root.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)
                is { } twice
            ? throw Wrong(place, "roots", $"the name \"{twice.Key}\" is there twice")
            : read;
    }

    /// <summary>Writes the root over the row it came from.</summary>
    public static void Write(ModelRoot root, JsonObject row)
    {
        row["name"] = root.Name;
        row["path"] = root.Path;
        Set(row, "layout", root.Layout);
        Set(row, "priority", root.Priority == 0 ? null : root.Priority);
        Set(row, "read_only", root.IsReadOnly ? true : null);
        Set(row, "min_free", root.MinFreeBytes == 0 ? null : root.MinFreeBytes);
        Set(
            row,
            "types",
            root.Types.Count == 0 ? null : new JsonArray([.. root.Types.Select(t => JsonValue.Create(t))])
        );
        Set(
            row,
            "templates",
            root.Templates.Count == 0
                ? null
                : new JsonObject(
                    root.Templates.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, JsonValue.Create(t.Value)))
                )
        );
        Set(row, "endpoint", root.Endpoint);
        Set(row, "region", root.Region);
        Set(row, "profile", root.Profile);
        AfterDownload.Write(root.AfterDownload, row);
    }

    /// <exception cref="LibraryException">A name, type or template that cannot be used.</exception>
    public static ModelRoot Check(ModelRoot root, string place)
    {
        if (!FileNames.IsSafeComponent(root.Name))
            throw Wrong(place, "name", $"\"{root.Name}\" is no plain name");
        if (string.IsNullOrWhiteSpace(root.Path))
            throw Wrong(place, "path", "a folder is expected");
        if (root.Path.Contains('\0', StringComparison.Ordinal))
            throw Wrong(place, "path", "it holds a null character, which no folder's name can have");
        if (root.MinFreeBytes < 0)
            throw Wrong(place, "min_free", $"an amount from 0 is expected, not {root.MinFreeBytes}");
        foreach (var template in root.Templates.Values)
            PathTemplate.Parse(template);
        if (root.IsBucket)
            return BucketRules.Check(root, place);
        return (root.Endpoint ?? root.Region ?? root.Profile) is null
            ? root
            : throw Wrong(place, "path", "endpoint, region and profile are for s3://bucket/prefix only");
    }

    private static ModelRoot ReadRow(JsonNode? node, string place)
    {
        if (node is not JsonObject row)
            throw Wrong(place, "the row", "an object with name and path is expected");
        var root = new ModelRoot
        {
            Name = Text(row, "name", place) ?? throw Wrong(place, "name", "a name is expected"),
            Path = Text(row, "path", place) ?? throw Wrong(place, "path", "a folder is expected"),
            Layout = Text(row, "layout", place),
            Priority = row["priority"] is { } priority ? Number(priority, place) : 0,
            IsReadOnly = row["read_only"] is { } flag && Flag(flag, place),
            MinFreeBytes = row["min_free"] is { } amount ? Bytes(amount, place) : 0,
            Types = Texts(row["types"], place),
            Templates = TemplatesOf(row["templates"], place),
            AfterDownload = AfterDownload.Read(row, place),
            Endpoint = Text(row, "endpoint", place),
            Region = Text(row, "region", place),
            Profile = Text(row, "profile", place),
        };
        return Check(root, place);
    }

    private static string? Text(JsonObject row, string name, string place) =>
        row[name] is not { } node ? null
        : node is JsonValue value && value.TryGetValue<string>(out var text) ? text
        : throw Wrong(place, name, "a text is expected");

    private static int Number(JsonNode node, string place) =>
        node is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : throw Wrong(place, "priority", "a whole number is expected");

    private static bool Flag(JsonNode node, string place) =>
        node.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? node.GetValue<bool>()
            : throw Wrong(place, "read_only", "true or false is expected");

    private static long Bytes(JsonNode node, string place) =>
        ByteAmount.TryParse(node.ToString(), out var bytes)
            ? bytes
            : throw Wrong(place, "min_free", $"an amount like \"50GB\" is expected, not \"{node}\"");

    private static string[] Texts(JsonNode? node, string place) =>
        node is null ? []
        : node is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? [.. list.Select(item => item!.GetValue<string>())]
        : throw Wrong(place, "types", "a list of texts is expected");

    private static Dictionary<string, string> TemplatesOf(JsonNode? node, string place) =>
        node is null ? []
        : node is JsonObject map && map.All(item => item.Value?.GetValueKind() == JsonValueKind.String)
            ? map.ToDictionary(
                item => item.Key,
                item => item.Value!.GetValue<string>(),
                StringComparer.OrdinalIgnoreCase
            )
        : throw Wrong(place, "templates", "an object of texts by type is expected");

    private static void Set(JsonObject row, string name, JsonNode? value)
    {
        if (value is null)
            row.Remove(name);
        else
            row[name] = value;
    }

    internal static LibraryException Wrong(string place, string name, string why) =>
        new(FailureCode.Usage, $"{place}: {name} cannot be read, {why}.");
}
