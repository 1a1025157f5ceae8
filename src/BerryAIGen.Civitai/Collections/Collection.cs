using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A collection; the service does not tell what is in it.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
[SuppressMessage("Naming", "CA1711", Justification = "It is the site's own word for it, not a .NET collection.")]
public sealed record Collection : OpenRecord, IIdentified
{
    /// <summary>The collection's number.</summary>
    public int Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The description; null when there is none.</summary>
    public string? Description { get; set; }

    /// <summary>What it holds; null for mixed ones.</summary>
    public CollectionType? Type { get; set; }

    /// <summary>Its maturity; null when not rated.</summary>
    public MaturityLevels? NsfwLevel { get; set; }

    /// <summary>Who may see it.</summary>
    public CollectionRead? Read { get; set; }

    /// <summary>Whether everybody may see it.</summary>
    public bool? IsPublic { get; set; }

    /// <summary>How many things it holds; null when asked for by number.</summary>
    public int? ItemCount { get; set; }

    /// <summary>The address of its picture; null when there is none.</summary>
    public string? CoverImageUrl { get; set; }

    /// <summary>Who keeps it.</summary>
    [JsonConverter(typeof(MemberConverter<Author>))]
    public Author? User { get; set; }

    /// <summary>Its tags; only when asked for by number.</summary>
    public OpenList<NamedTag> Tags { get; set; } = [];
}
