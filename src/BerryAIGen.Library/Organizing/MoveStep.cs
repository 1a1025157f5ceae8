using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Organizing;

/// <summary>One rename, and how to know the file again.</summary>
/// <param name="From">Its full path before.</param>
/// <param name="To">Its full path after.</param>
/// <param name="IsModel">False for a companion, which other programs may rewrite at any time.</param>
/// <param name="SizeBytes">The file's size when it was planned.</param>
/// <param name="ChangedAt">Its time of change then, in ticks of UTC.</param>
internal sealed record MoveStep(string From, string To, bool IsModel, long SizeBytes, long ChangedAt)
{
    public static MoveStep For(string from, string to, bool isModel)
    {
        var file = new FileInfo(from);
        return new MoveStep(from, to, isModel, file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>Whether the file at a path may be the one that was planned.</summary>
    public bool IsKnownAt(string path) =>
        !IsModel
        || (
            new FileInfo(path) is { Exists: true } file
            && file.Length == SizeBytes
            && file.LastWriteTimeUtc.Ticks == ChangedAt
        );

    public JsonObject ToJson() =>
        new()
        {
            ["from"] = From,
            ["to"] = To,
            ["model"] = IsModel,
            ["size"] = SizeBytes,
            ["changed"] = ChangedAt,
        };

    /// <summary>Null for a row that is none of ours.</summary>
    public static MoveStep? Find(JsonNode? row) =>
        row is JsonObject
        && Value<string>(row, "from") is { Length: > 0 } from
        && Value<string>(row, "to") is { Length: > 0 } to
        && !(from + to).Contains('\0')
        && Value<bool?>(row, "model") is { } isModel
        && Value<long?>(row, "size") is { } size
        && Value<long?>(row, "changed") is { } changed
            ? new MoveStep(from, to, isModel, size, changed)
            : null;

    private static T? Value<T>(JsonNode row, string name) =>
        row[name] is JsonValue value && value.TryGetValue<T>(out var found) ? found : default;
}
