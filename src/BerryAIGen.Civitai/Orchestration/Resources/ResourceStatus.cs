using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Whether a resource is ready to be used. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<ResourceStatus>))]
public readonly record struct ResourceStatus(string Value) : IWord<ResourceStatus>
{
    /// <summary>It never will be.</summary>
    public static ResourceStatus Unsupported { get; } = new("unsupported");

    /// <summary>It is not loaded.</summary>
    public static ResourceStatus Unavailable { get; } = new("unavailable");

    /// <summary>It is being loaded.</summary>
    public static ResourceStatus Loading { get; } = new("loading");

    /// <summary>It is ready.</summary>
    public static ResourceStatus Available { get; } = new("available");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ResourceStatus> Known { get; } = [Unsupported, Unavailable, Loading, Available];

    static ResourceStatus IWord<ResourceStatus>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(ResourceStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
