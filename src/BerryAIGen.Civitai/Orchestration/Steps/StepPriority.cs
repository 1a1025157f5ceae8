using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Who is served first. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<StepPriority>))]
public readonly record struct StepPriority(string Value) : IWord<StepPriority>
{
    /// <summary>Whenever there is room.</summary>
    public static StepPriority Low { get; } = new("low");

    /// <summary>In its turn.</summary>
    public static StepPriority Normal { get; } = new("normal");

    /// <summary>Before the others, for more Buzz.</summary>
    public static StepPriority High { get; } = new("high");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<StepPriority> Known { get; } = [Low, Normal, High];

    static StepPriority IWord<StepPriority>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(StepPriority other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
