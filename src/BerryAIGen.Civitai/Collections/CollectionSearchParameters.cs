using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which collections a list holds.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
public sealed record CollectionSearchParameters
{
    private const int MaxQueryLength = 100;

    /// <summary>Text of the name, at most 100 characters.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public string? Query
    {
        get;
        set =>
            field =
                value?.Length > MaxQueryLength
                    ? throw new ArgumentException($"{nameof(Query)} must have at most {MaxQueryLength} characters.")
                    : value;
    }

    /// <summary>The order; default is the latest first. By followers the service has one page only.</summary>
    public CollectionSort? Sort { get; set; }

    /// <summary>True also lists mature ones; default is harmless ones only.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>How many a page holds, 1 to 100; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 1 to 100.</exception>
    public int? Limit
    {
        get;
        set => field = Allowed.Range(value, 1, 100, nameof(Limit));
    }

    /// <summary>Where to go on: <see cref="PageMetadata.NextCursor"/> of an earlier page; ignored by followers.</summary>
    public string? Cursor { get; set; }

    /// <summary>The service refuses a cursor in any other order than the latest first.</summary>
    internal bool HasOnePage => Sort is { } sort && sort != CollectionSort.Newest;

    internal string ToPath() =>
        new UrlQuery("collections")
            .Add("limit", Limit)
            .Add("query", Query)
            .Add("sort", Sort?.Value)
            .Add("nsfw", Nsfw)
            .Add("cursor", HasOnePage ? null : Cursor)
            .ToString();
}
