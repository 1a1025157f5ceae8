using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The order of the vault. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<VaultSort>))]
public readonly record struct VaultSort(string Value) : IWord<VaultSort>
{
    /// <summary>Last added first; the service's default.</summary>
    public static VaultSort RecentlyAdded { get; } = new("Recently Added");

    /// <summary>Latest versions first.</summary>
    public static VaultSort RecentlyCreated { get; } = new("Recently Created");

    /// <summary>By model name.</summary>
    public static VaultSort ModelName { get; } = new("Model Name");

    /// <summary>By size.</summary>
    public static VaultSort ModelSize { get; } = new("Model Size");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<VaultSort> Known { get; } = [RecentlyAdded, RecentlyCreated, ModelName, ModelSize];

    static VaultSort IWord<VaultSort>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
