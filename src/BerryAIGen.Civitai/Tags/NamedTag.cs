namespace BerryAIGen.Civitai;

/// <summary>A tag with its number, as images, articles and collections carry it.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/tags">Civitai's documentation</seealso>
public sealed record NamedTag : OpenRecord
{
    /// <summary>The tag's number.</summary>
    public int Id { get; set; }

    /// <summary>The tag's name.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it is one of the site's categories; null when not sent.</summary>
    public bool? IsCategory { get; set; }
}
