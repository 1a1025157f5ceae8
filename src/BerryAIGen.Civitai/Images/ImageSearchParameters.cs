using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which images a list holds; an unknown id gives an empty list.</summary>
/// <remarks>
/// The service ignores a filter it does not know without a word and lists everything, so only those it reads are
/// here.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed record ImageSearchParameters
{
    private const int MaxLimit = 200;
    private const int MaxPagedRows = 1000;

    /// <summary>How many images a page holds, 0 to 200; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 0 to 200.</exception>
    public int? Limit
    {
        get;
        set => field = Allowed.Range(value, 0, MaxLimit, nameof(Limit));
    }

    /// <summary>The page to start with, from 1; ignored with <see cref="Cursor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? Page
    {
        get;
        set => field = Allowed.Range(value, 1, int.MaxValue, nameof(Page));
    }

    /// <summary>Where to go on: <see cref="PageMetadata.NextCursor"/> of an earlier page, unchanged.</summary>
    public string? Cursor { get; set; }

    /// <summary>Only this image; the service may answer with others, so compare the number.</summary>
    public int? ImageId { get; set; }

    /// <summary>Only images of this post.</summary>
    public int? PostId { get; set; }

    /// <summary>Only images made with this model; ignored with <see cref="ModelVersionId"/>.</summary>
    public int? ModelId { get; set; }

    /// <summary>Only images made with this version.</summary>
    public int? ModelVersionId { get; set; }

    /// <summary>Only images of this account.</summary>
    public int? UserId { get; set; }

    /// <summary>Only images of the account with this name.</summary>
    public string? Username { get; set; }

    /// <summary>The order; default is the service's, most reactions first.</summary>
    public ImageSort? Sort { get; set; }

    /// <summary>The stretch of time that counts; default is all time.</summary>
    public Period? Period { get; set; }

    /// <summary>Exactly these maturity levels; default is harmless images only.</summary>
    public MaturityLevels? Maturity { get; set; }

    /// <summary>Images up to this maturity; ignored with <see cref="Maturity"/>.</summary>
    public ImageMaturity? Nsfw { get; set; }

    /// <summary>Tag numbers, any of which fits.</summary>
    public IReadOnlyList<int> Tags { get; set; } = [];

    /// <summary>Pictures, videos or sounds only.</summary>
    public MediaType? Type { get; set; }

    /// <summary>Base models in the words of <c>/enums</c>; an unknown one is refused.</summary>
    public IReadOnlyList<string> BaseModels { get; set; } = [];

    /// <summary>Whether generation data come along; without it <see cref="Image.Meta"/> is null.</summary>
    public bool WithMeta { get; set; }

    /// <summary>Whether tags come along.</summary>
    public bool WithTags { get; set; }

    /// <summary>Only images with generation data.</summary>
    public bool RequiringMeta { get; set; }

    /// <summary>The path and query below the API's address.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads.</exception>
    internal string ToPath() =>
        new UrlQuery("images")
            .Add("limit", Limit)
            .Add("imageId", ImageId)
            .Add("postId", PostId)
            .Add("modelId", ModelVersionId is null ? ModelId : null)
            .Add("modelVersionId", ModelVersionId)
            .Add("userId", UserId)
            .Add("username", Username)
            .Add("sort", Sort?.Value)
            .Add("period", Period?.Value)
            .Add("browsingLevel", (int?)Maturity)
            .Add("nsfw", Maturity is null ? Nsfw?.Value : null)
            .AddList("tags", Tags)
            .Add("type", Type?.Value)
            .AddEach("baseModels", BaseModels)
            .AddIf("withMeta", WithMeta)
            // Else some routes wrap it once more: {"meta":{"id":1,"meta":{…}}}.
            .AddIf("flatMeta", WithMeta)
            .AddIf("withTags", WithTags)
            .AddIf("requiringMeta", RequiringMeta)
            .Add("page", Cursor is null ? Allowed.Page(Page, Limit ?? 100, MaxPagedRows) : null)
            .Add("cursor", Cursor)
            .ToString();
}
