using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Reads and writes sidecars; what a person or another program wrote into one stays.</summary>
internal static class SidecarStore
{
    // Far above any real record; a file that is larger is no record of ours.
    private const long MaxBytes = 64L << 20;

    // Names that come twice are found while reading, not when a member is first asked for.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // What tells one file from another; the same record has at least one of these in common.
    private static readonly Func<JsonObject, string?>[] Identities =
    [
        record => record["version_id"]?.ToString(),
        record => record["file_id"]?.ToString(),
        record => (record["hashes"] as JsonObject)?["sha256"]?.ToString().ToLowerInvariant(),
    ];

    /// <summary>The record beside a file; null when there is none.</summary>
    /// <exception cref="JsonException">There is one that cannot be read.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public static JsonObject? Find(string filePath)
    {
        var path = new FileInfo(Sidecar.PathOf(filePath));
        if (!path.Exists)
            return null;
        if (path.Length > MaxBytes)
            throw new JsonException($"it is larger than {MaxBytes >> 20} MiB");
        return JsonNode.Parse(WithoutMark(File.ReadAllBytes(path.FullName)), documentOptions: Strict) as JsonObject
            ?? throw new JsonException("it is not a JSON object");
    }

    /// <summary>Writes the record, over our own members of an older one and beside everything else in it.</summary>
    /// <returns>A sentence when an older one, unreadable or of another file, was set aside, else null.</returns>
    public static string? Write(string filePath, JsonObject record)
    {
        var path = Sidecar.PathOf(filePath);
        string? note = null;
        JsonObject? known = null;
        var written = record;
        try
        {
            var older = Find(filePath);
            if (older is not null && IsOfAnotherFile(older, record))
                note = $"the older {Path.GetFileName(path)} tells of another file and is now {SetAside(path, "other")}";
            else if (older is not null)
                (known, written) = (older, Merge(older, record));
        }
        catch (JsonException)
        {
            note = $"the older {Path.GetFileName(path)} could not be read and is now {SetAside(path, "unreadable")}";
        }

        PersonsWords.Keep(written, known, record);
        AtomicFile.WriteJson(path, written);
        return note;
    }

    // Editors of Windows put a byte order mark before JSON.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static string SetAside(string path, string word)
    {
        var aside = $"{path}.{word}";
        for (var number = 2; File.Exists(aside); number++)
            aside = $"{path}.{word}{number}";
        File.Move(path, aside);
        return Path.GetFileName(aside);
    }

    private static bool IsOfAnotherFile(JsonObject older, JsonObject newer)
    {
        var told = Identities
            .Select(identity => (Old: identity(older), New: identity(newer)))
            .Where(pair => pair is { Old: not null, New: not null })
            .ToArray();
        return told.Length > 0 && told.All(pair => pair.Old != pair.New);
    }

    /// <summary>The newer value wins, member by member; a null says nothing, and so replaces nothing.</summary>
    private static JsonObject Merge(JsonObject older, JsonObject newer)
    {
        var merged = older.DeepClone().AsObject();
        foreach (var (name, value) in newer)
        {
            if (value is JsonObject inner && merged[name] is JsonObject known)
                merged[name] = Merge(known, inner);
            else if (value is not null)
                merged[name] = value.DeepClone();
        }

        return merged;
    }
}
