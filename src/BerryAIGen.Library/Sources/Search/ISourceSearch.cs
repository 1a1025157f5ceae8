namespace BerryAIGen.Library.Sources.Search;

/// <summary>A source whose models can be searched.</summary>
internal interface ISourceSearch
{
    /// <param name="wish">What is looked for; its cursor is not this source's.</param>
    /// <param name="cursor">Of this source; null for the first page.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">It cannot narrow by what is wished, or does not answer.</exception>
    Task<FoundPage> SearchAsync(SearchWish wish, string? cursor, CancellationToken cancellationToken);

    /// <param name="id">What the source calls the model.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">It has none of that id, or does not answer.</exception>
    Task<FoundDetail> GetAsync(string id, CancellationToken cancellationToken);
}
