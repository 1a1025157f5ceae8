using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai;

/// <summary>Which models a list holds; what the service cannot be asked for has no member here.</summary>
/// <remarks>
/// Flags whose <c>false</c> the service reads as true are sent only when true; those it refuses with every value
/// (<c>allowNoCredit</c> and others of the page) have no member.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed record ModelSearchParameters
{
    private const int MaxLimit = 100;

    private const int MaxPagedRows = 1000;

    /// <summary>Text to search for; the order is then by relevance and most filters thin out the pages afterwards.</summary>
    public string? Query { get; set; }

    /// <summary>The kind of model; null means every kind.</summary>
    public ModelType? ModelType { get; set; }

    /// <summary>Further kinds of model, any of which fits.</summary>
    public IReadOnlyList<ModelType> ModelTypes { get; set; } = [];

    /// <summary>The order; default is the service's, best rated first. Ignored with <see cref="Query"/>.</summary>
    public SortOrder? SortOrder { get; set; }

    /// <summary>The stretch of time that counts; default is all time.</summary>
    public Period? Period { get; set; }

    /// <summary>What the period is measured by; default is the publishing date.</summary>
    public PeriodMode? PeriodMode { get; set; }

    /// <summary>How many models a page holds, 0 to 100; default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside 0 to 100.</exception>
    public int? Limit
    {
        get;
        set => field = Allowed.Range(value, 0, MaxLimit, nameof(Limit));
    }

    /// <summary>The page to start with, from 1; sent as a cursor with <see cref="Query"/>, ignored with <see cref="Cursor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? Page
    {
        get;
        set => field = Allowed.Range(value, 1, int.MaxValue, nameof(Page));
    }

    /// <summary>Where to go on: <see cref="PageMetadata.NextCursor"/> of an earlier page, unchanged.</summary>
    public string? Cursor { get; set; }

    /// <summary>Only these models; set <see cref="Nsfw"/>, or mature ones are missing.</summary>
    /// <remarks>
    /// The service reads up to about 100: a search for more asks in pieces of 100, each in the order asked for, while a
    /// single page of more is an <see cref="ArgumentException"/>.
    /// </remarks>
    public IReadOnlyList<int> Ids { get; set; } = [];

    /// <summary>Only models with one of these versions.</summary>
    public IReadOnlyList<int> ModelVersionIds { get; set; } = [];

    /// <summary>A tag's name in any case; an unknown one is ignored by the service and everything is listed.</summary>
    public string? Tag { get; set; }

    /// <summary>A creator's name; an unknown one is answered with "not found".</summary>
    public string? Username { get; set; }

    /// <summary>Base models in the words of <c>/enums</c>; an unknown one finds nothing.</summary>
    public IReadOnlyList<string> BaseModels { get; set; } = [];

    /// <summary>Trained or merged checkpoints only.</summary>
    public CheckpointType? CheckpointType { get; set; }

    /// <summary>Stages of life; strangers see published models only.</summary>
    public IReadOnlyList<ModelStatus> Statuses { get; set; } = [];

    /// <summary>True also lists mature models, except those that depict minors; default is harmless ones only.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>Only the key owner's favourites; sent only when true, because its mere presence asks for a key.</summary>
    public bool Favorite { get; set; }

    /// <summary>Only what the key's owner has hidden; sent only when true.</summary>
    public bool Hidden { get; set; }

    /// <summary>Only one file per version; a key's owner gets the preferred one.</summary>
    public bool? PrimaryFileOnly { get; set; }

    /// <summary>Commercial uses that must be allowed; a single one has been seen to find nothing.</summary>
    public IReadOnlyList<CommercialUse> AllowCommercialUse { get; set; } = [];

    /// <summary>Only models that the site can generate with; sent only when true.</summary>
    public bool SupportsGeneration { get; set; }

    /// <summary>Only models trained on the site; sent only when true.</summary>
    public bool FromPlatform { get; set; }

    /// <summary>Only models in early access; sent only when true.</summary>
    public bool EarlyAccess { get; set; }

    /// <summary>Also archived models, which lists leave out; sent only when true.</summary>
    public bool Archived { get; set; }

    /// <summary>Only of creators whom the key's owner follows; sent only when true.</summary>
    public bool Followed { get; set; }

    /// <summary>Only models that wait for a review; sent only when true.</summary>
    public bool NeedsReview { get; set; }

    /// <summary>Only of new creators.</summary>
    public bool? NewCreators { get; set; }

    /// <summary>Who may see them; private ones need <see cref="Username"/> and a key.</summary>
    public Availability? Availability { get; set; }

    /// <summary>File formats, any of which fits.</summary>
    public IReadOnlyList<FileFormat> FileFormats { get; set; } = [];

    /// <summary>The path and query below the API's address.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has over 100 ids.</exception>
    internal string ToPath() =>
        new UrlQuery("models")
            .Add("limit", Limit)
            .Add("query", Query)
            .AddEach("types", ModelTypes.Prepend(ModelType ?? default).Where(type => type != default).Distinct())
            .Add("sort", SortOrder?.Value)
            .Add("period", Period?.Value)
            .Add("periodMode", PeriodMode?.Value)
            .AddList("ids", IdsToSend())
            .AddList("modelVersionIds", ModelVersionIds)
            .Add("tag", Tag)
            .Add("username", Username)
            .AddEach("baseModels", BaseModels)
            .Add("checkpointType", CheckpointType?.Value)
            .AddEach("status", Statuses)
            .Add("nsfw", Nsfw)
            .AddIf("favorites", Favorite)
            .AddIf("hidden", Hidden)
            .Add("primaryFileOnly", PrimaryFileOnly)
            .AddEach("allowCommercialUse", AllowCommercialUse)
            .AddIf("supportsGeneration", SupportsGeneration)
            .AddIf("fromPlatform", FromPlatform)
            .AddIf("earlyAccess", EarlyAccess)
            .AddIf("archived", Archived)
            .AddIf("followed", Followed)
            .AddIf("needsReview", NeedsReview)
            .Add("newCreators", NewCreators)
            .Add("availability", Availability?.Value)
            .AddTwiceOrMore("fileFormats", FileFormats)
            .Add("page", PageToSend())
            .Add("cursor", Cursor ?? CursorOfPage())
            .ToString();

    /// <summary>The same search in pieces that one address can ask for; one, unless there are many ids.</summary>
    /// <exception cref="ArgumentException">There are many ids, and a page or cursor, which belongs to one piece only.</exception>
    internal IEnumerable<ModelSearchParameters> InPieces()
    {
        var pieces = Pieces.Of(Ids).ToList();
        return pieces.Count <= 1 ? [this]
            : Page > 1 || Cursor is not null
                ? throw new ArgumentException(
                    $"A page or cursor leads on among at most {Pieces.Size} ids; leave it out."
                )
            : pieces.Select(piece => this with { Ids = piece });
    }

    private int[] IdsToSend() =>
        Pieces.Of(Ids).ToList() switch
        {
            [] => [],
            [var piece] => piece,
            _ => throw new ArgumentException(
                $"{Ids.Count} ids are too many for one page: give at most {Pieces.Size}, or search for all pages."
            ),
        };

    private int? PageToSend() =>
        Cursor is null && string.IsNullOrEmpty(Query) ? Allowed.Page(Page, Limit ?? MaxLimit, MaxPagedRows) : null;

    /// <summary>A text search refuses <c>page</c>; its cursor is a plain offset.</summary>
    private string? CursorOfPage() =>
        !string.IsNullOrEmpty(Query) && Page > 1 ? ((long)(Page - 1) * (Limit ?? MaxLimit)).ToString() : null;
}
