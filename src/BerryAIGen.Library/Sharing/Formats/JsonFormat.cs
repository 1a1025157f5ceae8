using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sharing.Formats;

/// <summary>Members of a JSON object; only their own values are replaced, every other byte stays.</summary>
internal sealed class JsonFormat : ISettingsFormat
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Two values for one name: which one holds is a matter of luck.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string Name => "json";

    public string Apply(SettingsEdit edit)
    {
        var text = edit.Text.Trim().Length == 0 ? "{\n}\n" : edit.Text;
        try
        {
            foreach (var (setting, folders) in edit.Folders)
            {
                var root =
                    JsonNode.Parse(text, nodeOptions: null, Strict) as JsonObject
                    ?? throw edit.Refuse("it is no JSON object");
                var key = setting.Key!;
                JsonNode? value = setting.IsList
                    ? ListWith(edit, key, root[key], setting.Default, folders)
                    : OneOf(edit, key, root[key], folders);
                if (value is not null)
                    text = Set(text, key, value.ToJsonString(Readable));
            }
        }
        catch (JsonException ex)
        {
            throw edit.Refuse($"it is no JSON that can be read ({ex.Message.TrimEnd('.')})");
        }

        return text;
    }

    private static JsonArray ListWith(
        SettingsEdit edit,
        string key,
        JsonNode? known,
        string? usual,
        IReadOnlyList<string> folders
    )
    {
        string[] first =
            known is JsonArray list ? [.. list.Select(item => TextOf(edit, key, item))]
            : known is not null ? [TextOf(edit, key, known)]
            : usual is not null ? [usual]
            : [];
        return new JsonArray([.. first.Concat(folders).Distinct().Select(folder => JsonValue.Create(folder))]);
    }

    /// <summary>Null when a person has chosen a folder already: that choice stays.</summary>
    private static JsonValue? OneOf(SettingsEdit edit, string key, JsonNode? known, IReadOnlyList<string> folders)
    {
        if (known is not null && TextOf(edit, key, known) is var chosen && !IsOwn(edit, key, chosen))
        {
            if (chosen != folders[0])
                edit.Notes.Add($"{key} is \"{chosen}\" and stays; {folders[0]} is not shared");
            return null;
        }

        if (folders.Count > 1)
            edit.Notes.Add($"{key} takes one folder: {string.Join(", ", folders.Skip(1))} is not shared");
        return JsonValue.Create(folders[0]);
    }

    // Written as a whole path, or as a way from a folder of the application's programs.
    private static bool IsOwn(SettingsEdit edit, string key, string folder) =>
        folder.Trim().Length == 0
        || edit.OwnFolders.TryGetValue(key, out var own)
            && Path.TrimEndingDirectorySeparator(
                Path.IsPathFullyQualified(folder)
                    ? Path.GetFullPath(folder)
                    : Path.GetFullPath(folder.TrimStart('.', '/', '\\'), edit.Application)
            ) == own;

    private static string TextOf(SettingsEdit edit, string key, JsonNode? value) =>
        value is JsonValue one && one.TryGetValue<string>(out var text)
            ? text
            : throw edit.Refuse($"\"{key}\" holds {value?.ToJsonString() ?? "null"}, which is no folder");

    private static string Set(string text, string key, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        int? lastEnd = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                return Insert(bytes, lastEnd, (int)reader.TokenStartIndex, key, value);
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isKey = reader.ValueTextEquals(key);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            lastEnd = (int)reader.BytesConsumed;
            if (isKey)
                return Encoding.UTF8.GetString(bytes.AsSpan(0, start))
                    + value
                    + Encoding.UTF8.GetString(bytes.AsSpan(lastEnd.Value));
        }

        throw new JsonException("it ends too early");
    }

    private static string Insert(byte[] bytes, int? lastEnd, int end, string key, string value)
    {
        var place = lastEnd ?? end;
        var head = Encoding.UTF8.GetString(bytes.AsSpan(0, place));
        var tail = Encoding.UTF8.GetString(bytes.AsSpan(place));
        return lastEnd is null
            ? $"{head.TrimEnd()}\n    \"{key}\": {value}\n{tail}"
            : $"{head},\n{IndentOf(head)}\"{key}\": {value}{tail}";
    }

    private static string IndentOf(string head)
    {
        var first = head.IndexOf('"', StringComparison.Ordinal);
        var line = head.LastIndexOf('\n', first) + 1;
        return head[line..first].Trim().Length == 0 ? head[line..first] : "    ";
    }
}
