using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A version inside a <see cref="Model"/>.</summary>
/// <remarks>The single address leaves out empty members; some moments come without a zone and are UTC.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record ModelVersion : OpenRecord, IIdentified
{
    /// <summary>The version's number.</summary>
    public int Id { get; set; }

    /// <summary>Its place among the versions, 0 is the newest; null before 2024.</summary>
    public int? Index { get; set; }

    /// <summary>The model's number; only in answers of 2023.</summary>
    public int? ModelId { get; set; }

    /// <summary>The version's name.</summary>
    public string? Name { get; set; }

    /// <summary>What changed, as HTML from a stranger; null when nothing is said.</summary>
    public string? Description { get; set; }

    /// <summary>The base model it needs, in the words of <c>/enums</c>; texts of old versions change.</summary>
    public string? BaseModel { get; set; }

    /// <summary>What that base is made for; often null.</summary>
    public BaseModelType? BaseModelType { get; set; }

    /// <summary>The words that call the effect; entries may hold commas and LoRA tags.</summary>
    public OpenList<string> TrainedWords { get; set; } = [];

    /// <summary>The files; empty for archived models.</summary>
    public OpenList<ModelFile> Files { get; set; } = [];

    /// <summary>At most 20 preview pictures.</summary>
    public OpenList<ModelImage> Images { get; set; } = [];

    /// <summary>Downloads and thumbs; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<Stats>))]
    public Stats? Stats { get; set; }

    /// <summary>Where its primary file is downloaded; null for archived models.</summary>
    public string? DownloadUrl { get; set; }

    /// <summary>When it was created; only on the single model.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was changed; only in answers of 2023.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>When it was published; null when it is not.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Where it stands in its life; only on the single model.</summary>
    public ModelStatus? Status { get; set; }

    /// <summary>Who may see it; null before 2024.</summary>
    public Availability? Availability { get; set; }

    /// <summary>The maturity of its pictures together; nothing set right after publishing.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>Whether the site can generate with it; only in lists.</summary>
    public bool? SupportsGeneration { get; set; }

    /// <summary>Whether the site's own generator covers it; only on the single model.</summary>
    public bool? Covered { get; set; }

    /// <summary>A bit mask of the service without public meaning; since 2026.</summary>
    public long? Flags { get; set; }

    /// <summary>The version that holds the VAE that belongs to it; null for most.</summary>
    public int? VaeId { get; set; }

    /// <summary>When early access ends; null when everybody may load it.</summary>
    public DateTimeOffset? EarlyAccessDeadline { get; set; }

    /// <summary>How many days of early access it had; only in answers of 2023.</summary>
    public int? EarlyAccessTimeFrame { get; set; }

    /// <summary>The terms of paid access, raw (<c>permanent</c>, <c>endsAt</c>); since 2026.</summary>
    public JsonElement? PaidAccess { get; set; }
}
