using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Whether somebody can run a job. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<JobSupport>))]
public readonly record struct JobSupport(string Value) : IWord<JobSupport>
{
    /// <summary>Nobody can.</summary>
    public static JobSupport Unsupported { get; } = new("unsupported");

    /// <summary>Nobody who could is there now.</summary>
    public static JobSupport Unavailable { get; } = new("unavailable");

    /// <summary>Somebody can.</summary>
    public static JobSupport Available { get; } = new("available");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<JobSupport> Known { get; } = [Unsupported, Unavailable, Available];

    static JobSupport IWord<JobSupport>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(JobSupport other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
