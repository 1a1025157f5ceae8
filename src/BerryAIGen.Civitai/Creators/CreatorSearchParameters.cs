using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which creators a list holds.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/creators">Civitai's documentation</seealso>
public sealed record CreatorSearchParameters
{
    /// <summary>A part of the name.</summary>
    public string? Query { get; set; }

    /// <summary>How many a page holds, 1 to 200; default 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 1 to 200.</exception>
    public int? Limit
    {
        get;
        set => field = Allowed.Range(value, 1, 200, nameof(Limit));
    }

    /// <summary>The page to start with, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? Page
    {
        get;
        set => field = Allowed.Range(value, 1, int.MaxValue, nameof(Page));
    }

    internal string ToPath() =>
        new UrlQuery("creators").Add("query", Query).Add("limit", Limit).Add("page", Page).ToString();
}
