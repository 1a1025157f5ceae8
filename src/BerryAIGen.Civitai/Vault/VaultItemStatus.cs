using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>How far the vault has stored an item. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<VaultItemStatus>))]
public readonly record struct VaultItemStatus(string Value) : IWord<VaultItemStatus>
{
    /// <summary>Waiting.</summary>
    public static VaultItemStatus Pending { get; } = new("Pending");

    /// <summary>Stored.</summary>
    public static VaultItemStatus Stored { get; } = new("Stored");

    /// <summary>Storing failed.</summary>
    public static VaultItemStatus Failed { get; } = new("Failed");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<VaultItemStatus> Known { get; } = [Pending, Stored, Failed];

    static VaultItemStatus IWord<VaultItemStatus>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
