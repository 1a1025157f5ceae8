using BerryAIGen.Library;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>Which models are wanted, in what order, and which part of them. Words are matched whatever their case.</summary>
public sealed record ModelQuery
{
    /// <summary>What runs them, by the provider's id.</summary>
    public string? Provider { get; init; }

    /// <summary>One of <see cref="ModelStatus"/>.</summary>
    public string? Status { get; init; }

    public string? Capability { get; init; }

    /// <summary>In the words of <c>berry inspect</c>.</summary>
    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Format { get; init; }

    /// <summary>A tag that a person gave.</summary>
    public string? Tag { get; init; }

    /// <summary>A folder in which they lie, or in one below it.</summary>
    public string? Folder { get; init; }

    /// <summary>Bytes, at least.</summary>
    public long? MinSize { get; init; }

    /// <summary>Bytes, less than.</summary>
    public long? MaxSize { get; init; }

    /// <summary>Words that begin any word of a name, description, tag, trigger word …; all of them must be found.</summary>
    public string? Search { get; init; }

    public ModelOrder Order { get; init; } = ModelOrder.Name;

    public bool IsDescending { get; init; }

    public int Offset { get; init; }

    /// <summary>The most wanted; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether something is asked for that no index of words knows.</summary>
    internal bool IsBounded => MinSize is not null || MaxSize is not null || Folder is not null;

    /// <summary>Whether words are looked for; signs alone are none.</summary>
    internal bool HasWords => Search is not null && SearchWords.Of(Search).Count > 0;

    /// <summary>Whether no word is longer than the beginnings that full-text indexes have ready.</summary>
    internal bool HasOnlyShortWords => SearchWords.Of(Search ?? "").All(word => word.Length <= ShortWord);

    private const int ShortWord = 8;

    /// <summary>Whether nothing narrows the library.</summary>
    public bool IsWhole => this with { Order = ModelOrder.Name, IsDescending = false, Offset = 0, Limit = null } == All;

    /// <summary>Everything, by name.</summary>
    public static ModelQuery All { get; } = new();

    /// <exception cref="LibraryException">A number is out of its range; the message names it.</exception>
    public ModelQuery Check()
    {
        ListPage.Check(Offset, Limit);
        return this;
    }
}

/// <summary>What a list is sorted by; of equals by id.</summary>
public enum ModelOrder
{
    Name,
    Size,
    Provider,
    Status,
    Type,
    Base,

    /// <summary>When it came into the library.</summary>
    Added,

    /// <summary>When anything of it changed last.</summary>
    Updated,

    /// <summary>When it was used last.</summary>
    Used,

    /// <summary>When it was downloaded.</summary>
    Downloaded,

    /// <summary>How many parameters it has; those of which nobody knows go last, either way.</summary>
    Parameters,

    /// <summary>How well what runs it best on this machine does; those that nothing runs go last, either way.</summary>
    Compatibility,
}
