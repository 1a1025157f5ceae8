using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A member's storage on the site.</summary>
/// <remarks>Accounts without a paid membership get null with status 200.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record Vault : OpenRecord
{
    /// <summary>Whose it is.</summary>
    public int? UserId { get; set; }

    /// <summary>How much it may hold, in KiB.</summary>
    public double? StorageKb { get; set; }

    /// <summary>How much it holds, in KiB.</summary>
    public double? UsedStorageKb { get; set; }

    /// <summary>Whatever the site keeps with it, raw.</summary>
    public JsonElement? Meta { get; set; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }
}

/// <summary>The answer that holds a vault or none.</summary>
internal sealed record VaultEnvelope : OpenRecord
{
    [JsonConverter(typeof(MemberConverter<Vault>))]
    public Vault? Vault { get; set; }
}
