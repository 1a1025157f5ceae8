using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Batches;

namespace BerryAIGen.Library.Sidecars;

/// <summary>Reads one sidecar in the form of one application.</summary>
internal static class ForeignSidecar
{
    // Far above any real one; what is larger is something else.
    private const long MaxBytes = 64L << 20;

    /// <summary>The document, whoever wrote it; null when there is no such file.</summary>
    /// <exception cref="JsonException">It cannot be read as a JSON object.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public static JsonObject? Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return null;
        if (file.Length > MaxBytes)
            throw new JsonException($"it is larger than {MaxBytes >> 20} MiB");
        return JsonText.Parse(File.ReadAllText(path)) as JsonObject
            ?? throw new JsonException("it is not a JSON object");
    }

    /// <summary>Whether it is this application's, by its members.</summary>
    public static bool IsOf(SidecarForm form, JsonObject document) =>
        form.Marks.Any(mark => document.ContainsKey(mark));

    public static void Read(SidecarForm form, JsonObject document, SidecarFacts facts)
    {
        foreach (var reading in form.Read)
            facts.TryAdd(reading.Fact, Find(document, reading));
    }

    private static JsonNode? Find(JsonObject document, SidecarReading reading)
    {
        foreach (var path in reading.From)
        {
            if (JsonPlace.Find(document, path) is not { } value || reading.None?.Contains(value.ToString()) == true)
                continue;
            return reading.Split is { } separator && value is JsonValue
                ? new JsonArray([
                    .. value
                        .ToString()
                        .Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Select(part => (JsonNode)JsonValue.Create(part)),
                ])
                : value;
        }

        return null;
    }
}
