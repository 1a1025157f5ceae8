using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Who may see or load something. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<Availability>))]
public readonly record struct Availability(string Value) : IWord<Availability>
{
    /// <summary>Everybody.</summary>
    public static Availability Public { get; } = new("Public");

    /// <summary>Everybody who knows the address.</summary>
    public static Availability Unsearchable { get; } = new("Unsearchable");

    /// <summary>Its owner and those invited.</summary>
    public static Availability Private { get; } = new("Private");

    /// <summary>Those who paid, until the deadline.</summary>
    public static Availability EarlyAccess { get; } = new("EarlyAccess");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<Availability> Known { get; } = [Public, Unsearchable, Private, EarlyAccess];

    static Availability IWord<Availability>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
