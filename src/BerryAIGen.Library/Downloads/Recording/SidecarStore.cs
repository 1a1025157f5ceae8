using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Reads and writes sidecars; what a person or another program wrote into one stays.</summary>
internal static class SidecarStore
{
    // Far above any real record; a file that is larger is no record of ours.
    private const long MaxBytes = 64L << 20;

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
        return JsonNode.Parse(File.ReadAllBytes(path.FullName)) as JsonObject
            ?? throw new JsonException("it is not a JSON object");
    }

    /// <summary>Writes the record, over our own members of an older one and beside everything else in it.</summary>
    /// <returns>A sentence when an unreadable older one was set aside, else null.</returns>
    public static string? Write(string filePath, JsonObject record)
    {
        var path = Sidecar.PathOf(filePath);
        string? note = null;
        try
        {
            record = Find(filePath) is { } older ? Merge(older, record) : record;
        }
        catch (JsonException)
        {
            var aside = $"{path}.unreadable";
            for (var number = 2; File.Exists(aside); number++)
                aside = $"{path}.unreadable{number}";
            File.Move(path, aside);
            note = $"the older {Path.GetFileName(path)} could not be read and is now {Path.GetFileName(aside)}";
        }

        AtomicFile.WriteJson(path, record);
        return note;
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
