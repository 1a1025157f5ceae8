using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A model with its versions, as the list and the single address answer it.</summary>
/// <remarks>
/// Real answers of 2023 to 2026 differ from the page: no creator or one without a name, null counts, uses as one
/// word, empty lists left out.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed record Model : OpenRecord, IIdentified
{
    /// <summary>The model's number.</summary>
    public int Id { get; set; }

    /// <summary>The name its creator gave, any Unicode.</summary>
    public string? Name { get; set; }

    /// <summary>The description as HTML from a stranger; null when there is none.</summary>
    public string? Description { get; set; }

    /// <summary>What kind of model it is.</summary>
    public ModelType Type { get; set; }

    /// <summary>Why it is not as others (archived, taken down); null for a normal model.</summary>
    public ModelMode? Mode { get; set; }

    /// <summary>Who made it; null for deleted accounts and for the site's own.</summary>
    [JsonConverter(typeof(MemberConverter<Creator>))]
    public Creator? Creator { get; set; }

    /// <summary>The creator's account number; null in answers before 2026.</summary>
    public int? UserId { get; set; }

    /// <summary>Downloads, thumbs and comments; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<Stats>))]
    public Stats? Stats { get; set; }

    /// <summary>The creator's and the site's tags.</summary>
    public OpenList<string> Tags { get; set; } = [];

    /// <summary>The base models of all versions; empty in answers before 2026.</summary>
    public OpenList<string> BaseModels { get; set; } = [];

    /// <summary>The versions, newest first; empty also while the service's cache lags.</summary>
    public OpenList<ModelVersion> ModelVersions { get; set; } = [];

    /// <summary>The commercial uses allowed; empty means none.</summary>
    public OpenList<CommercialUse> AllowCommercialUse { get; set; } = [];

    /// <summary>Whether it may be used without naming the creator.</summary>
    public bool? AllowNoCredit { get; set; }

    /// <summary>Whether merges of it may be shared.</summary>
    public bool? AllowDerivatives { get; set; }

    /// <summary>Whether merges of it may bear another licence.</summary>
    public bool? AllowDifferentLicense { get; set; }

    /// <summary>The creator's own flag for mature content; not reliable.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>The maturity of all pictures together; null before 2024.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>Whether it depicts a real person.</summary>
    public bool? Poi { get; set; }

    /// <summary>Whether it depicts minors.</summary>
    public bool? Minor { get; set; }

    /// <summary>Whether only harmless pictures may be made with it.</summary>
    public bool? SfwOnly { get; set; }

    /// <summary>Who may see it; null before 2024.</summary>
    public Availability? Availability { get; set; }

    /// <summary>Whether the site can generate with it.</summary>
    public bool? SupportsGeneration { get; set; }

    /// <summary>A decoration of its card, raw; null for most.</summary>
    public JsonElement? Cosmetic { get; set; }
}
