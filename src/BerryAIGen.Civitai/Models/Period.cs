using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The stretch of time that counts. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<Period>))]
public readonly record struct Period(string Value) : IWord<Period>
{
    /// <summary>The last day.</summary>
    public static Period Day { get; } = new("Day");

    /// <summary>The last week.</summary>
    public static Period Week { get; } = new("Week");

    /// <summary>The last month.</summary>
    public static Period Month { get; } = new("Month");

    /// <summary>The last year.</summary>
    public static Period Year { get; } = new("Year");

    /// <summary>Everything; the service's default.</summary>
    public static Period AllTime { get; } = new("AllTime");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<Period> Known { get; } = [Day, Week, Month, Year, AllTime];

    static Period IWord<Period>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
