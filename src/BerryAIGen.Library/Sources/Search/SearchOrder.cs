namespace BerryAIGen.Library.Sources.Search;

/// <summary>The words by which found models are sorted; each source has its own for those that it can.</summary>
internal static class SearchOrder
{
    public const string Rated = "rated";
    public const string Downloads = "downloads";
    public const string Likes = "likes";
    public const string Discussed = "discussed";
    public const string Collected = "collected";
    public const string Images = "images";
    public const string Newest = "newest";
    public const string Oldest = "oldest";
    public const string Updated = "updated";
    public const string Trending = "trending";

    public static IReadOnlyList<string> All { get; } =
    [Rated, Downloads, Likes, Discussed, Collected, Images, Newest, Oldest, Updated, Trending];

    /// <summary>The source's word; null when nothing is wished.</summary>
    /// <param name="source">For the message.</param>
    /// <param name="wish">One of ours, in any case.</param>
    /// <param name="own">The source's words by ours.</param>
    /// <exception cref="LibraryException">It cannot sort like that.</exception>
    public static T? Of<T>(string source, string? wish, IReadOnlyDictionary<string, T> own) =>
        wish is null ? default
        : own.TryGetValue(wish.ToLowerInvariant(), out var word) ? word
        : throw new LibraryException(
            FailureCode.Usage,
            $"{source} cannot be sorted by \"{wish}\"; it can by {string.Join(", ", own.Keys)}."
        );
}
