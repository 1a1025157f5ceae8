using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A preview picture, video or sound of a version.</summary>
/// <remarks>
/// The single address sends no id; the level of maturity is a number here and a word in lists of images.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed record ModelImage : OpenRecord
{
    /// <summary>The image's number; null on single models and versions, where the address holds it.</summary>
    public int? Id { get; set; }

    /// <summary>Where it lies, at its original or a given width.</summary>
    public string? Url { get; set; }

    /// <summary>Picture, video or sound; null before 2024.</summary>
    public MediaType? Type { get; set; }

    /// <summary>Its width in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>Its height in pixels.</summary>
    public int? Height { get; set; }

    /// <summary>A blurred miniature (BlurHash), not a content hash.</summary>
    public string? Hash { get; set; }

    /// <summary>Its maturity; null before 2024.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>Its maturity as a word; only before 2024.</summary>
    public ImageMaturity? Nsfw { get; set; }

    /// <summary>Whether it depicts minors.</summary>
    public bool? Minor { get; set; }

    /// <summary>Whether it depicts a real person.</summary>
    public bool? Poi { get; set; }

    /// <summary>Whether generation data is known for it.</summary>
    public bool? HasMeta { get; set; }

    /// <summary>Whether its prompt is known.</summary>
    public bool? HasPositivePrompt { get; set; }

    /// <summary>Whether it was made on the site.</summary>
    public bool? OnSite { get; set; }

    /// <summary>The image it was remixed from; null for most.</summary>
    public int? RemixOfId { get; set; }

    /// <summary>Who may see it; null when not sent.</summary>
    public Availability? Availability { get; set; }

    /// <summary>What the file is; only on version answers.</summary>
    [JsonConverter(typeof(MemberConverter<ImageMetadata>))]
    public ImageMetadata? Metadata { get; set; }

    /// <summary>Whatever the uploader's tool wrote, raw: numbers may be text, any member any type.</summary>
    public JsonElement? Meta { get; set; }
}
