using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What the period is measured by. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<PeriodMode>))]
public readonly record struct PeriodMode(string Value) : IWord<PeriodMode>
{
    /// <summary>By the statistics of the period.</summary>
    public static PeriodMode Stats { get; } = new("stats");

    /// <summary>By the publishing date; the default.</summary>
    public static PeriodMode Published { get; } = new("published");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<PeriodMode> Known { get; } = [Stats, Published];

    static PeriodMode IWord<PeriodMode>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
