using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>One page of a list.</summary>
/// <seealso href="https://developer.civitai.com/site/guide/pagination">Civitai's documentation</seealso>
public sealed record Results<T> : OpenRecord
{
    /// <summary>What the page holds; a short or empty page is not the last one while there is a next.</summary>
    public OpenList<T> Items { get; set; } = [];

    /// <summary>How to go on; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<PageMetadata>))]
    public PageMetadata? Metadata { get; set; }

    /// <summary>The elements of the page that could not be read, raw and with the reason.</summary>
    [JsonIgnore]
    public IReadOnlyList<UnreadableElement> Unreadable => Items.Unreadable;
}
