using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Database.Site.Images;

namespace BerryAIGen.Toolkit.Api.Site.Images;

/// <summary>What is asked of <c>/api/v1/images</c>.</summary>
internal sealed class SiteImageQuery
{
    private const int UsualLimit = 100;
    private const int MostImages = 200;
    private const int Harmless = 1;
    private const int AboveSoft = 4 + 8 + 16 + 32;
    private static readonly string[] Sorts = [.. ImageSort.Known.Select(word => word.Value)];
    private static readonly string[] Types = [.. MediaType.Known.Select(word => word.Value)];
    private static readonly string[] Periods = [.. Civitai.Period.Known.Select(word => word.Value)];

    private readonly int? _post;
    private readonly bool _namesNobody;
    private readonly int _mask;
    private readonly string? _type;
    private readonly IReadOnlyList<string> _baseModels;
    private readonly bool _requiresMeta;

    public SiteImageQuery(SiteArguments arguments)
    {
        Limit = (int)(
            arguments.Number("limit", 0, MostImages) is { } limit && !double.IsNaN(limit) ? limit : UsualLimit
        );
        Page =
            arguments.Number("page", 1) is { } page && !double.IsNaN(page) ? (int)Math.Min(page, int.MaxValue) : null;
        Cursor = arguments.Text("cursor");
        _post = Id(arguments, "postId");
        ModelId = Id(arguments, "modelId");
        VersionId = Id(arguments, "modelVersionId");
        ImageId = Id(arguments, "imageId");
        // A picture says the name of who made it, not the number.
        _namesNobody = Id(arguments, "userId") is not null;
        Username = arguments.Text("username");
        arguments.Word("period", Periods);
        Sort = arguments.Word("sort", Sorts) ?? Sorts[0];
        _mask = Mask(arguments);
        _type = arguments.Word("type", Types);
        _baseModels = [.. arguments.Texts("baseModels").SelectMany(text => text.Split(','))];
        WithMeta = arguments.YesNo("withMeta") ?? false;
        IsFlat = arguments.YesNo("flatMeta") ?? !IsByModel;
        WithTags = arguments.YesNo("withTags") ?? false;
        _requiresMeta = arguments.YesNo("requiringMeta") ?? false;
        arguments.Ids("tags");
    }

    public int Limit { get; }

    public int? Page { get; }

    public string? Cursor { get; }

    /// <summary>Passed over where a version is named.</summary>
    public int? ModelId { get; }

    public int? VersionId { get; }

    public int? ImageId { get; }

    public string? Username { get; }

    public string Sort { get; }

    public bool WithMeta { get; }

    public bool WithTags { get; }

    /// <summary>Whether generation data come as they are, not wrapped once more.</summary>
    public bool IsFlat { get; }

    /// <summary>Asked for by model or picture: there a cursor is a number of a picture, else of a place.</summary>
    public bool IsByModel => ModelId is not null || ImageId is not null;

    /// <summary>What Civitai can be asked of it; null when it names nothing that Civitai could know.</summary>
    public string? Question =>
        this switch
        {
            { ImageId: { } id } => Of("imageId", id),
            { VersionId: { } id } => Of("modelVersionId", id),
            { ModelId: { } id } => Of("modelId", id),
            { _post: { } id } => Of("postId", id),
            { Username: { Length: > 0 } name } => $"username={Uri.EscapeDataString(name)}",
            _ => null,
        };

    /// <summary>The order that a question is asked in, so that its pages come in the order of the list.</summary>
    public string Order =>
        Sort == "Oldest" ? Sort
        : IsNewest || Sort == "Random" ? "Newest"
        : Sort;

    private bool IsNewest => Sort == "Newest" || (ModelId is not null && VersionId is null && Sort != "Oldest");

    public IReadOnlyList<SiteImage> Choose(IEnumerable<SiteImage> all)
    {
        var found = all.Where(Fits);
        return Sort switch
        {
            _ when IsNewest =>
            [
                .. found.OrderByDescending(image => image.CreatedAt).ThenByDescending(image => image.Id),
            ],
            "Oldest" => [.. found.OrderBy(image => image.CreatedAt).ThenBy(image => image.Id)],
            // The same order with every page.
            "Random" => [.. found.OrderBy(image => (uint)image.Id * 2_654_435_761u)],
            "Most Comments" =>
            [
                .. found.OrderByDescending(image => image.Comments).ThenByDescending(image => image.Id),
            ],
            _ => [.. found.OrderByDescending(image => image.Reactions).ThenByDescending(image => image.Id)],
        };
    }

    private bool Fits(SiteImage image) =>
        !_namesNobody
        && (image.Level & _mask) != 0
        && (ImageId is null || ImageId == image.Id)
        && (VersionId is null || image.VersionIds.Contains(VersionId.Value))
        && (VersionId is not null || ModelId is null || ModelId == image.ModelId)
        && (_post is null || _post == image.PostId)
        && (Username is null || Username.Equals(image.Username, StringComparison.OrdinalIgnoreCase))
        && (_type is null || _type == image.Type)
        && (_baseModels.Count == 0 || _baseModels.Contains(image.BaseModel))
        && (!_requiresMeta || image.HasMeta);

    private static string? Of(string name, int id) =>
        id > 0 && !Database.Site.SiteIds.IsOfHere(id)
            ? string.Create(CultureInfo.InvariantCulture, $"{name}={id}")
            : null;

    private static int? Id(SiteArguments arguments, string name) =>
        arguments.Number(name, double.MinValue) is { } number && !double.IsNaN(number)
            // What is no whole number of theirs names nothing.
            ? number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
                ? (int)number
                : -1
            : null;

    // browsingLevel wins; "true" hides what is safe; nothing means what everybody may see.
    private static int Mask(SiteArguments arguments)
    {
        var level = arguments.Number("browsingLevel", double.MinValue);
        var words = arguments.Texts("nsfw");
        var mask = words is [var word]
            ? word switch
            {
                "None" => 1,
                "Soft" => 3,
                "Mature" => 7,
                "X" => 31,
                "Blocked" => 32,
                _ => arguments.YesNo("nsfw") == true ? AboveSoft : Harmless,
            }
            : Harmless;
        return level is { } number && !double.IsNaN(number) ? (int)Math.Clamp(number, 0, 63) : mask;
    }
}
