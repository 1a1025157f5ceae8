using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>An image, video or sound of the site, as the list of images answers it.</summary>
/// <remarks><c>meta</c> is raw: every tool writes its own, and it is null when its owner hides it.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed record Image : OpenRecord, IIdentified
{
    /// <summary>The image's number.</summary>
    public int Id { get; set; }

    /// <summary>Where it lies; replace <c>original=true</c> by <c>width=450</c> for a small one.</summary>
    public string? Url { get; set; }

    /// <summary>A blurred miniature (BlurHash), not a content hash; null for some.</summary>
    public string? Hash { get; set; }

    /// <summary>Its width in pixels; null for some.</summary>
    public int? Width { get; set; }

    /// <summary>Its height in pixels; null for some.</summary>
    public int? Height { get; set; }

    /// <summary>Picture, video or sound; null before 2024.</summary>
    public MediaType? Type { get; set; }

    /// <summary>Its maturity as a word; on model previews this member is a number.</summary>
    public ImageMaturity? NsfwLevel { get; set; }

    /// <summary>Its maturity as a bit; null before 2024.</summary>
    public MaturityLevels? BrowsingLevel { get; set; }

    /// <summary>Whether its maturity word is not <c>None</c>.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The post it belongs to; null for none.</summary>
    public int? PostId { get; set; }

    /// <summary>Who posted it; null for deleted accounts.</summary>
    public string? Username { get; set; }

    /// <summary>The base model it was made with; null when unknown.</summary>
    public string? BaseModel { get; set; }

    /// <summary>The versions it was made with.</summary>
    public OpenList<int> ModelVersionIds { get; set; } = [];

    /// <summary>Its reactions; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<ImageStats>))]
    public ImageStats? Stats { get; set; }

    /// <summary>Its tags; only with <see cref="ImageSearchParameters.WithTags"/>.</summary>
    public OpenList<NamedTag> Tags { get; set; } = [];

    /// <summary>Whatever the uploader's tool wrote, raw; null without <see cref="ImageSearchParameters.WithMeta"/>.</summary>
    public JsonElement? Meta { get; set; }
}
