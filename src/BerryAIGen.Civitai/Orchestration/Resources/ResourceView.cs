using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Which resources are listed. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<ResourceView>))]
public readonly record struct ResourceView(string Value) : IWord<ResourceView>
{
    /// <summary>Those that wait to be made ready.</summary>
    public static ResourceView Queue { get; } = new("queue");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ResourceView> Known { get; } = [Queue];

    static ResourceView IWord<ResourceView>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(ResourceView other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
