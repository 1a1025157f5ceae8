using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>How mature content is. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<NsfwLevel>))]
public readonly record struct NsfwLevel(string Value) : IWord<NsfwLevel>
{
    /// <summary>Safe for everybody.</summary>
    public static NsfwLevel Pg { get; } = new("pg");

    /// <summary>Revealing clothes, mild violence.</summary>
    public static NsfwLevel Pg13 { get; } = new("pg13");

    /// <summary>Adult themes.</summary>
    public static NsfwLevel R { get; } = new("r");

    /// <summary>Nudity.</summary>
    public static NsfwLevel X { get; } = new("x");

    /// <summary>Explicit.</summary>
    public static NsfwLevel Xxx { get; } = new("xxx");

    /// <summary>Not rated.</summary>
    public static NsfwLevel None { get; } = new("na");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<NsfwLevel> Known { get; } = [Pg, Pg13, R, X, Xxx, None];

    static NsfwLevel IWord<NsfwLevel>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(NsfwLevel other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
