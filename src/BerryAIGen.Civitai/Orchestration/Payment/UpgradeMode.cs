using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What happens when work paid with blue or green Buzz turns out mature. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<UpgradeMode>))]
public readonly record struct UpgradeMode(string Value) : IWord<UpgradeMode>
{
    /// <summary>It is withheld until mature content is allowed.</summary>
    public static UpgradeMode Manual { get; } = new("manual");

    /// <summary>It is paid anew from yellow Buzz at once.</summary>
    public static UpgradeMode Automatic { get; } = new("automatic");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<UpgradeMode> Known { get; } = [Manual, Automatic];

    static UpgradeMode IWord<UpgradeMode>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(UpgradeMode other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
