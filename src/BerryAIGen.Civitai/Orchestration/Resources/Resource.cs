using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A model as the orchestrator knows it.</summary>
public sealed record Resource : OpenRecord
{
    /// <summary>Its AIR.</summary>
    public string? Air { get; set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; set; }

    /// <summary>Its hashes by their kind.</summary>
    public JsonElement? Hashes { get; set; }

    /// <summary>Where its bytes are.</summary>
    public OpenList<string>? DownloadUrls { get; set; }

    /// <summary>The model's name.</summary>
    public string? ResourceName { get; set; }

    /// <summary>The version's name.</summary>
    public string? VersionName { get; set; }

    /// <summary>Until when this is kept.</summary>
    public DateTimeOffset? InvalidateAt { get; set; }

    /// <summary>When early access ends.</summary>
    public DateTimeOffset? EarlyAccessEndsAt { get; set; }

    /// <summary>Whether the caller's rights are looked at.</summary>
    public bool? CheckPermission { get; set; }

    /// <summary>Whether it may be used to generate.</summary>
    public bool? CanGenerate { get; set; }

    /// <summary>How often it may be tried for nothing.</summary>
    public int? FreeTrialLimit { get; set; }

    /// <summary>Whether a key is needed.</summary>
    public bool? RequiresAuthorization { get; set; }

    /// <summary>The format of its file.</summary>
    public string? FileFormat { get; set; }

    /// <summary>Whether mature content is forbidden with it.</summary>
    public bool? HasMatureContentRestriction { get; set; }

    /// <summary>Whether nudity is forbidden with it.</summary>
    [JsonPropertyName("hasNSFWContentRestriction")]
    public bool? HasNSFWContentRestriction { get; set; }

    /// <summary>How much it is used.</summary>
    public double? PopularityRank { get; set; }

    /// <summary>Whether it is featured.</summary>
    public bool? IsFeatured { get; set; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>What it costs.</summary>
    [JsonConverter(typeof(MemberConverter<ResourceFee>))]
    public ResourceFee? Fee { get; set; }

    /// <summary>What it costs, each line.</summary>
    public OpenList<ResourceFee>? Fees { get; set; }

    /// <summary>Whether its creator is paid.</summary>
    public bool? PayoutEnabled { get; set; }

    /// <summary>Its creator's account number.</summary>
    public int? UserId { get; set; }

    /// <summary>Whether it is ready.</summary>
    [JsonConverter(typeof(MemberConverter<ResourceAvailability>))]
    public ResourceAvailability? Availability { get; set; }
}
