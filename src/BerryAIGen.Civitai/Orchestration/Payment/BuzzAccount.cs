using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>An account that Buzz is paid from. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<BuzzAccount>))]
public readonly record struct BuzzAccount(string Value) : IWord<BuzzAccount>
{
    /// <summary>Bought Buzz that pays everything.</summary>
    public static BuzzAccount Yellow { get; } = new("yellow");

    /// <summary>Earned Buzz; pays safe content only.</summary>
    public static BuzzAccount Blue { get; } = new("blue");

    /// <summary>Bought Buzz that pays safe content only.</summary>
    public static BuzzAccount Green { get; } = new("green");

    /// <summary>An account of the service's own.</summary>
    public static BuzzAccount FakeRed { get; } = new("fakeRed");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<BuzzAccount> Known { get; } = [Yellow, Blue, Green, FakeRed];

    static BuzzAccount IWord<BuzzAccount>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(BuzzAccount other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
