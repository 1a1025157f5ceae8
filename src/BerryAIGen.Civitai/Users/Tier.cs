using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A membership of the site. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<Tier>))]
public readonly record struct Tier(string Value) : IWord<Tier>
{
    /// <summary>None.</summary>
    public static Tier Free { get; } = new("free");

    /// <summary>Founder.</summary>
    public static Tier Founder { get; } = new("founder");

    /// <summary>Bronze.</summary>
    public static Tier Bronze { get; } = new("bronze");

    /// <summary>Silver.</summary>
    public static Tier Silver { get; } = new("silver");

    /// <summary>Gold.</summary>
    public static Tier Gold { get; } = new("gold");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<Tier> Known { get; } = [Free, Founder, Bronze, Silver, Gold];

    static Tier IWord<Tier>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
