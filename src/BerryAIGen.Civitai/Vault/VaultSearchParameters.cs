using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which items of the vault a list holds; the service's date filters never work and are missing here.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultSearchParameters
{
    /// <summary>Text of the names.</summary>
    public string? Query { get; set; }

    /// <summary>The order; default is the last added first.</summary>
    public VaultSort? Sort { get; set; }

    /// <summary>Kinds of model, any of which fits.</summary>
    public IReadOnlyList<ModelType> Types { get; set; } = [];

    /// <summary>The site's categories, any of which fits.</summary>
    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>Base models, any of which fits.</summary>
    public IReadOnlyList<string> BaseModels { get; set; } = [];

    /// <summary>How many a page holds, 1 to 200; default 60.</summary>
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
        new UrlQuery("vault/all")
            .Add("limit", Limit)
            .Add("page", Page)
            .Add("query", Query)
            .Add("sort", Sort?.Value)
            .AddTwiceOrMore("types", Types)
            .AddTwiceOrMore("categories", Categories)
            .AddTwiceOrMore("baseModels", BaseModels)
            .ToString();
}
