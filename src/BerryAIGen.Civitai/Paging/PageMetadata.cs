namespace BerryAIGen.Civitai;

/// <summary>Where a page stands in its list; totals are sent by few lists and never by models and images.</summary>
/// <remarks>
/// Cursors come as text, as numbers and as dates; the totals on the page are no longer sent for models and images.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/guide/pagination">Civitai's documentation</seealso>
public sealed record PageMetadata : OpenRecord
{
    /// <summary>What leads to the next page, to be sent back unchanged; null on the last one.</summary>
    public string? NextCursor { get; set; }

    /// <summary>The next page's address as the service sent it; it repeats a <c>token</c> of the request.</summary>
    public string? NextPage { get; set; }

    /// <summary>The previous page's address; only of creators and in old answers.</summary>
    public string? PrevPage { get; set; }

    /// <summary>This page's number, from 1; only in page mode.</summary>
    public int? CurrentPage { get; set; }

    /// <summary>How many items a page may hold; only in page mode.</summary>
    public int? PageSize { get; set; }

    /// <summary>How many items there are; a lower bound or 0 on some lists.</summary>
    public long? TotalItems { get; set; }

    /// <summary>How many pages there are; not reliable on tags.</summary>
    public long? TotalPages { get; set; }

    /// <summary>Whether more follow; only of creators searched by name.</summary>
    public bool? HasMore { get; set; }
}
