using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>Whether the vault keeps a version.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultCheck : OpenRecord
{
    /// <summary>The version's number.</summary>
    public int ModelVersionId { get; set; }

    /// <summary>The item that keeps it; null when none does.</summary>
    [JsonConverter(typeof(MemberConverter<VaultItem>))]
    public VaultItem? VaultItem { get; set; }
}

/// <summary>What became of a toggled version.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultToggle : OpenRecord
{
    /// <summary>Whether it was done.</summary>
    public bool? Success { get; set; }

    /// <summary>The vault that keeps it now; null when it was removed.</summary>
    public int? VaultId { get; set; }
}
