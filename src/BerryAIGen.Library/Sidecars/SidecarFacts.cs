using System.Globalization;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sidecars;

/// <summary>What sidecars say of a model file, in our words.</summary>
public sealed class SidecarFacts
{
    private readonly Dictionary<string, JsonNode> _values = new(StringComparer.Ordinal);

    internal SidecarFacts() { }

    public int? ModelId => Number("modelId");

    public int? VersionId => Number("versionId");

    public string? ModelName => Text("modelName") ?? Text("title");

    public string? VersionName => Text("versionName");

    public string? ModelType => Text("modelType");

    public string? BaseModel => Text("baseModel");

    public string? Sha256 => Text("sha256")?.ToLowerInvariant();

    public string? Creator => Text("creator");

    public string? Notes => Text("notes");

    public IReadOnlyList<string> TriggerWords => Texts("triggerWords");

    public IReadOnlyList<string> Tags => Texts("tags");

    /// <summary>Whether nobody says anything.</summary>
    public bool IsEmpty => _values.Count == 0;

    internal JsonNode? Find(string fact) => _values.GetValueOrDefault(fact);

    /// <summary>Whoever speaks first is believed.</summary>
    internal void TryAdd(string fact, JsonNode? value)
    {
        if (!JsonPlace.IsEmpty(value))
            _values.TryAdd(fact, value!.DeepClone());
    }

    /// <summary>What the file says of itself is truer than any sidecar.</summary>
    internal void Set(string fact, JsonNode value) => _values[fact] = value;

    /// <summary>Whether both name a version, or both a hash, and not the same one.</summary>
    internal string? DifferenceFrom(SidecarFacts other) =>
        VersionId is { } mine && other.VersionId is { } theirs && mine != theirs ? $"version {theirs} instead of {mine}"
        : Sha256 is { } hash && other.Sha256 is { } old && hash != old ? $"a file with SHA-256 {old}"
        : null;

    internal string? Text(string fact) =>
        Find(fact) is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    private int? Number(string fact) =>
        int.TryParse(Text(fact), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private IReadOnlyList<string> Texts(string fact) =>
        Find(fact) is JsonArray list ? [.. list.OfType<JsonValue>().Select(item => item.ToString())] : [];
}
