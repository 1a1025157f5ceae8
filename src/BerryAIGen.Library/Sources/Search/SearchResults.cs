namespace BerryAIGen.Library.Sources.Search;

/// <summary>A page of what the sources have.</summary>
/// <param name="Items">Those of the first source first, in its order.</param>
/// <param name="Sources">How each source answered.</param>
/// <param name="NextCursor">Leads to the next page of those that have more; null when none has.</param>
public sealed record SearchResults(
    IReadOnlyList<FoundModel> Items,
    IReadOnlyList<SearchedSource> Sources,
    string? NextCursor
);

/// <summary>How one source answered.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Count">How many models it gave.</param>
/// <param name="Error">Why it gave none; null when it answered.</param>
public sealed record SearchedSource(string Source, int Count, Failure? Error);

/// <summary>A model at a source, by what all sources can say of one.</summary>
public sealed record FoundModel
{
    public required string Source { get; init; }

    /// <summary>What the source calls it.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What downloads it: a reference of the source.</summary>
    public required string Reference { get; init; }

    /// <summary>Its page, for people.</summary>
    public required Uri Url { get; init; }

    public string? Type { get; init; }

    public string? BaseModel { get; init; }

    public string? Creator { get; init; }

    public long? Downloads { get; init; }

    public long? Likes { get; init; }

    public long? Comments { get; init; }

    public bool? Nsfw { get; init; }

    /// <summary>The one to show first; null when there is none of the levels that were asked for.</summary>
    public FoundPicture? Picture { get; init; }

    /// <summary>Conditions must be accepted before files are handed out.</summary>
    public bool? IsGated { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>A page of one source.</summary>
/// <param name="Items">In the source's order.</param>
/// <param name="Cursor">What leads on; null on the last page.</param>
internal sealed record FoundPage(IReadOnlyList<FoundModel> Items, string? Cursor);
