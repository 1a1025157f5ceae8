using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A version as generators ask for it: one file, and what its use costs and needs.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record MiniVersion : OpenRecord
{
    /// <summary>The resource identifier, with <c>+file</c> when a file was asked for.</summary>
    public string? Air { get; set; }

    /// <summary>The version's name.</summary>
    public string? VersionName { get; set; }

    /// <summary>The model's name.</summary>
    public string? ModelName { get; set; }

    /// <summary>The base model it needs.</summary>
    public string? BaseModel { get; set; }

    /// <summary>Who may use it.</summary>
    public Availability? Availability { get; set; }

    /// <summary>The creator's account number.</summary>
    public int? UserId { get; set; }

    /// <summary>When it was published; null when it is not.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The file's announced size in KiB; null when unknown.</summary>
    [JsonPropertyName("size")]
    public double? SizeKB { get; set; }

    /// <summary>What the file holds.</summary>
    public ModelFileType? FileType { get; set; }

    /// <summary>The file's name.</summary>
    public string? FileName { get; set; }

    /// <summary>The file's container; null when unknown.</summary>
    public FileFormat? Format { get; set; }

    /// <summary>The file's hashes; without members while unknown.</summary>
    [JsonConverter(typeof(MemberConverter<Hashes>))]
    public Hashes? Hashes { get; set; }

    /// <summary>Where the file is downloaded; one address.</summary>
    public OpenList<string> DownloadUrls { get; set; } = [];

    /// <summary>Whether the site can generate with it.</summary>
    public bool? CanGenerate { get; set; }

    /// <summary>Whether the site features it.</summary>
    public bool? IsFeatured { get; set; }

    /// <summary>Whether a download needs a key.</summary>
    public bool? RequireAuth { get; set; }

    /// <summary>Whether its use must be asked for with <see cref="PermissionClient"/>.</summary>
    public bool? CheckPermission { get; set; }

    /// <summary>When early access ends; only with <see cref="CheckPermission"/>.</summary>
    public DateTimeOffset? EarlyAccessEndsAt { get; set; }

    /// <summary>How many free tries there are; only with <see cref="CheckPermission"/>.</summary>
    public int? FreeTrialLimit { get; set; }

    /// <summary>Whether its use costs extra.</summary>
    public bool? AdditionalResourceCharge { get; set; }

    /// <summary>Whether it depicts minors.</summary>
    public bool? Minor { get; set; }

    /// <summary>Whether only harmless pictures may be made with it.</summary>
    public bool? SfwOnly { get; set; }

    /// <summary>Whether its creator is paid for its use.</summary>
    public bool? PayoutEnabled { get; set; }

    /// <summary>What its use costs, and who gets it; empty for most.</summary>
    public OpenList<VersionFee> Fees { get; set; } = [];
}

/// <summary>A fee for the use of a version.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record VersionFee : OpenRecord
{
    /// <summary>What the fee is for: <c>baseModel</c> or <c>version</c>.</summary>
    public string? Role { get; set; }

    /// <summary>How much, in the settlement currency.</summary>
    public double? Amount { get; set; }

    /// <summary>How it is counted.</summary>
    public string? Type { get; set; }

    /// <summary>The currency, such as Buzz.</summary>
    public string? SettlementCurrency { get; set; }

    /// <summary>The version it is paid for.</summary>
    public int? RecipientModelVersionId { get; set; }

    /// <summary>The account that gets it.</summary>
    public int? RecipientUserId { get; set; }
}
