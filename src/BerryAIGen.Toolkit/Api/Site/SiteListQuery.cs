using BerryAIGen.Civitai;
using BerryAIGen.Database.Site;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>What is asked of <c>/api/v1/models</c>.</summary>
internal sealed class SiteListQuery
{
    private const int UsualLimit = 100;
    private static readonly string[] ModelTypes = [.. ModelType.Known.Select(word => word.Value)];
    private static readonly string[] Periods = [.. Civitai.Period.Known.Select(word => word.Value)];
    private static readonly string[] Sorts = [.. SiteSort.All.Select(sort => sort.Word)];
    private static readonly string[] Trainings = ["Trained", "Merge"];

    private readonly IReadOnlyList<int>? _ids;
    private readonly IReadOnlyList<int>? _versions;
    private readonly IReadOnlyList<string> _types;
    private readonly IReadOnlyList<string> _baseModels;
    private readonly string? _training;
    private readonly bool _mature;
    private readonly bool _generates;

    public SiteListQuery(SiteArguments arguments)
    {
        Limit = (int)(
            arguments.Number("limit", 0, UsualLimit) is { } limit && !double.IsNaN(limit) ? limit : UsualLimit
        );
        Page =
            arguments.Number("page", 1) is { } page && !double.IsNaN(page) ? (int)Math.Min(page, int.MaxValue) : null;
        Cursor = arguments.Text("cursor");
        Query = arguments.Text("query") is { Length: > 0 } query ? query : null;
        Tag = arguments.Text("tag") ?? arguments.Text("tagname");
        Username = arguments.Text("username") ?? arguments.Text("user");
        _ids = arguments.Ids("ids");
        _versions = arguments.Ids("modelVersionIds");
        _types = arguments.Words("types", ModelTypes);
        _baseModels = arguments.Texts("baseModels");
        _training = arguments.Word("checkpointType", Trainings);
        Sort = SiteSort.All.FirstOrDefault(sort => sort.Word == arguments.Word("sort", Sorts)) ?? SiteSort.All[0];
        arguments.Word("period", Periods);
        _mature = arguments.YesNo("nsfw") ?? false;
        PrimaryOnly = arguments.YesNo("primaryFileOnly") ?? false;
        IsArchived = arguments.IsGiven("archived");
        _generates = arguments.IsGiven("supportsGeneration");
        arguments.Refuse(
            "boolean",
            "allowNoCredit",
            "allowDerivatives",
            "allowDifferentLicense",
            "isFeatured",
            "disablePoi",
            "disableMinor",
            "pending"
        );
        arguments.Refuse("number", "browsingLevel", "collectionId");
        if (arguments.Texts("fileFormats") is [_])
            arguments.Refuse("array", "fileFormats");
    }

    public int Limit { get; }

    public int? Page { get; }

    public string? Cursor { get; }

    /// <summary>Words of a search.</summary>
    public string? Query { get; }

    public SiteSort Sort { get; }

    public bool PrimaryOnly { get; }

    /// <summary>The archived ones alone.</summary>
    public bool IsArchived { get; }

    /// <summary>Models named by their numbers, which may be fetched when they are not here.</summary>
    public IReadOnlyList<int> Named => _ids ?? [];

    /// <summary>What Civitai can be asked of it; null when it has no words, or names models by their numbers.</summary>
    public string? Question =>
        _ids is not null || _versions is not null || (Query ?? Tag ?? Username) is null
            ? null
            : $"models?{string.Join('&', Words.Select(word => $"{word.Name}={Uri.EscapeDataString(word.Value)}"))}";

    /// <summary>A tag; null when none is named.</summary>
    public string? Tag { get; }

    private string? Username { get; }

    // What narrows Civitai's list as it narrows the list here, and puts it into the same order.
    private IEnumerable<(string Name, string Value)> Words
    {
        get
        {
            if (Query is not null)
                yield return ("query", Query);
            if (Tag is not null)
                yield return ("tag", Tag);
            if (Username is not null)
                yield return ("username", Username);
            foreach (var type in _types)
                yield return ("types", type);
            foreach (var name in _baseModels)
                yield return ("baseModels", name);
            if (_training is not null)
                yield return ("checkpointType", _training);
            if (_generates)
                yield return ("supportsGeneration", "true");
            if (_mature)
                yield return ("nsfw", "true");
            if (IsArchived)
                yield return ("archived", "true");
            if (Query is null)
                yield return ("sort", Sort.Word);
        }
    }

    /// <summary>Null when nobody of the name made a model here.</summary>
    /// <param name="all">The models.</param>
    /// <param name="byArrival">
    /// Whether a search has the order in which the models came: more of them may come while it is read, and its cursor counts.
    /// </param>
    public IReadOnlyList<SiteEntry>? Choose(IReadOnlyCollection<SiteEntry> all, bool byArrival)
    {
        if (Username is { } name && !all.Any(entry => IsSame(entry.Creator, name)))
            return null;
        // A tag that nothing has is passed over, as the service does.
        var tag =
            Tag is not null && all.Any(entry => entry.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase))
                ? Tag
                : null;
        var fitting = all.Where(Fits)
            .Where(entry => tag is null || entry.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));
        return [.. byArrival && Query is not null ? fitting.OrderBy(entry => entry.Row) : Sort.Order(fitting)];
    }

    private bool Fits(SiteEntry entry) =>
        (_ids is null || _ids.Contains(entry.Id))
        && (_versions is null || entry.VersionIds.Any(_versions.Contains))
        && (_types.Count == 0 || _types.Contains(entry.Type))
        && (_baseModels.Count == 0 || entry.BaseModels.Any(_baseModels.Contains))
        && (_training is null || entry.CheckpointType == _training)
        && (Username is null || IsSame(entry.Creator, Username))
        && (_mature ? !entry.IsMinor : !entry.IsMature)
        && entry.IsArchived == IsArchived
        && (!entry.IsUnlisted || _ids is not null || Username is not null)
        && (!_generates || entry.SupportsGeneration)
        && (Query is null || IsFound(entry, Query));

    private static bool IsFound(SiteEntry entry, string query) =>
        query
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word =>
                entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                || entry.Creator?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
                || entry.Tags.Any(tag => tag.Contains(word, StringComparison.OrdinalIgnoreCase))
            );

    private static bool IsSame(string? creator, string name) =>
        creator is not null
        && creator.Replace(" ", "").Equals(name.Replace(" ", ""), StringComparison.OrdinalIgnoreCase);
}
