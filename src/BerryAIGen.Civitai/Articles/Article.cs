using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>An article; its text comes only when it is asked for by number.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/articles">Civitai's documentation</seealso>
public sealed record Article : OpenRecord, IIdentified
{
    /// <summary>The article's number.</summary>
    public int Id { get; set; }

    /// <summary>The title.</summary>
    public string? Title { get; set; }

    /// <summary>The text as HTML from a stranger; null in lists.</summary>
    public string? Content { get; set; }

    /// <summary>The text as a tree of its editor, raw; null in lists.</summary>
    public JsonElement? ContentJson { get; set; }

    /// <summary>When it was published; null when it is not.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Its maturity.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>Who may see it.</summary>
    public Availability? Availability { get; set; }

    /// <summary>Where it stands in its life.</summary>
    public ArticleStatus? Status { get; set; }

    /// <summary>Who wrote it.</summary>
    [JsonConverter(typeof(MemberConverter<Author>))]
    public Author? User { get; set; }

    /// <summary>Its counts by name, raw; asked for by number the names end in <c>AllTime</c>.</summary>
    public JsonElement? Stats { get; set; }

    /// <summary>Its tags.</summary>
    public OpenList<NamedTag> Tags { get; set; } = [];

    /// <summary>The picture above it; null when it is too mature for the asker.</summary>
    [JsonConverter(typeof(MemberConverter<ModelImage>))]
    public ModelImage? CoverImage { get; set; }

    /// <summary>Its files, raw; null in lists.</summary>
    public JsonElement? Attachments { get; set; }
}
