using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which tags a list holds; without a query only featured, harmless ones.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/tags">Civitai's documentation</seealso>
public sealed record TagSearchParameters
{
    /// <summary>How the name begins, case-sensitive; <c>%</c> and <c>_</c> are wildcards of the service.</summary>
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
        new UrlQuery("tags").Add("query", Query).Add("limit", Limit).Add("page", Page).ToString();
}
