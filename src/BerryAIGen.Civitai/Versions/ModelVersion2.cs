using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A version asked for by id or by hash; it names its model but not the model's creator, tags or licence.</summary>
/// <remarks>
/// The page shows it like a version in a model; the real one also names its model, and its images may lack ids.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record ModelVersion2 : OpenRecord, IIdentified
{
    /// <summary>The version's number.</summary>
    public int Id { get; set; }

    /// <summary>The model's number.</summary>
    public int? ModelId { get; set; }

    /// <summary>The version's name.</summary>
    public string? Name { get; set; }

    /// <summary>What changed, as HTML from a stranger; null when nothing is said.</summary>
    public string? Description { get; set; }

    /// <summary>The little that the answer says about its model.</summary>
    [JsonConverter(typeof(MemberConverter<ParentModel>))]
    public ParentModel? Model { get; set; }

    /// <summary>The base model it needs, in the words of <c>/enums</c>.</summary>
    public string? BaseModel { get; set; }

    /// <summary>What that base is made for; often null.</summary>
    public BaseModelType? BaseModelType { get; set; }

    /// <summary>The resource identifier, <c>urn:air:…</c>; null before 2025.</summary>
    public string? Air { get; set; }

    /// <summary>The words that call the effect; entries may hold commas and LoRA tags.</summary>
    public OpenList<string> TrainedWords { get; set; } = [];

    /// <summary>The files.</summary>
    public OpenList<ModelFile> Files { get; set; } = [];

    /// <summary>At most 10 preview pictures.</summary>
    public OpenList<ModelImage> Images { get; set; } = [];

    /// <summary>Downloads and thumbs up; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<Stats>))]
    public Stats? Stats { get; set; }

    /// <summary>Where its primary file is downloaded; null for archived models.</summary>
    public string? DownloadUrl { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>When it was published; null when it is not.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Where it stands in its life.</summary>
    public ModelStatus? Status { get; set; }

    /// <summary>The maturity of its pictures together; null before 2024.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>How it came to the site; null before 2025.</summary>
    public UploadType? UploadType { get; set; }

    /// <summary>What may be done with it; only <c>Download</c> can be downloaded; null before 2025.</summary>
    public UsageControl? UsageControl { get; set; }

    /// <summary>How far its training on the site is; null for most.</summary>
    public TrainingStatus? TrainingStatus { get; set; }

    /// <summary>How it was trained on the site, raw; null for most.</summary>
    public JsonElement? TrainingDetails { get; set; }

    /// <summary>The fee of a licence, in Buzz; since 2026.</summary>
    public double? LicensingFee { get; set; }

    /// <summary>The terms of paid access, raw; since 2026.</summary>
    public JsonElement? PaidAccess { get; set; }

    /// <summary>When early access ends; in answers of 2024 and 2025.</summary>
    public DateTimeOffset? EarlyAccessEndsAt { get; set; }

    /// <summary>The terms of early access, raw; in answers of 2024 and 2025.</summary>
    public JsonElement? EarlyAccessConfig { get; set; }

    /// <summary>How many days of early access it had; only in answers of 2023.</summary>
    public int? EarlyAccessTimeFrame { get; set; }
}
