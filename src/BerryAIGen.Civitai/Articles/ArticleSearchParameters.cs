using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which articles a list holds.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/articles">Civitai's documentation</seealso>
public sealed record ArticleSearchParameters
{
    /// <summary>Text of the title.</summary>
    public string? Query { get; set; }

    /// <summary>Tag numbers, any of which fits.</summary>
    public IReadOnlyList<int> Tags { get; set; } = [];

    /// <summary>Only articles of this account.</summary>
    public string? Username { get; set; }

    /// <summary>The order; default is the latest first.</summary>
    public ArticleSort? Sort { get; set; }

    /// <summary>True also lists mature ones; default is harmless ones only.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>How many a page holds, 1 to 100; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 1 to 100.</exception>
    public int? Limit
    {
        get;
        set => field = Allowed.Range(value, 1, 100, nameof(Limit));
    }

    /// <summary>Where to go on: <see cref="PageMetadata.NextCursor"/> of an earlier page, unchanged.</summary>
    public string? Cursor { get; set; }

    internal string ToPath() =>
        new UrlQuery("articles")
            .Add("limit", Limit)
            .Add("query", Query)
            .AddList("tags", Tags)
            .Add("username", Username)
            .Add("sort", Sort?.Value)
            .Add("nsfw", Nsfw)
            .Add("cursor", Cursor)
            .ToString();
}
