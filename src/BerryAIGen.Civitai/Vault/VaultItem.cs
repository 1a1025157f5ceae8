using System.Text.Json;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A version that the vault keeps, as it was when it was added.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultItem : OpenRecord, IIdentified
{
    /// <summary>The item's number.</summary>
    public int Id { get; set; }

    /// <summary>The vault's number, which is the owner's.</summary>
    public int? VaultId { get; set; }

    /// <summary>How far it is stored.</summary>
    public VaultItemStatus? Status { get; set; }

    /// <summary>The version's number.</summary>
    public int? ModelVersionId { get; set; }

    /// <summary>The model's number.</summary>
    public int? ModelId { get; set; }

    /// <summary>The model's name.</summary>
    public string? ModelName { get; set; }

    /// <summary>The version's name.</summary>
    public string? VersionName { get; set; }

    /// <summary>The creator's account number; null for deleted accounts.</summary>
    public int? CreatorId { get; set; }

    /// <summary>The creator's name.</summary>
    public string? CreatorName { get; set; }

    /// <summary>What kind of model it is.</summary>
    public ModelType Type { get; set; }

    /// <summary>The base model it needs.</summary>
    public string? BaseModel { get; set; }

    /// <summary>The site's category.</summary>
    public string? Category { get; set; }

    /// <summary>The size of its files, in KiB.</summary>
    public double? ModelSizeKb { get; set; }

    /// <summary>The size of its description, in KiB.</summary>
    public double? DetailsSizeKb { get; set; }

    /// <summary>The size of its pictures, in KiB.</summary>
    public double? ImagesSizeKb { get; set; }

    /// <summary>When the version was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was added to the vault.</summary>
    public DateTimeOffset? AddedAt { get; set; }

    /// <summary>When it was renewed; null when it never was.</summary>
    public DateTimeOffset? RefreshedAt { get; set; }

    /// <summary>The owner's notes; null for none.</summary>
    public string? Notes { get; set; }

    /// <summary>Whatever the site keeps with it, raw.</summary>
    public JsonElement? Meta { get; set; }

    /// <summary>The address of its picture; null when there is none.</summary>
    public string? CoverImageUrl { get; set; }

    /// <summary>Its files.</summary>
    public OpenList<VaultFile> Files { get; set; } = [];
}
