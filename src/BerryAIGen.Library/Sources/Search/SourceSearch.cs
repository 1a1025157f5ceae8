namespace BerryAIGen.Library.Sources.Search;

/// <summary>Searches the models of the sources, of one or of all at once.</summary>
public sealed class SourceSearch
{
    private readonly SourceContext _context;

    internal SourceSearch(SourceContext context) => _context = context;

    /// <summary>The sources that can be searched.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Searchable.Select(source => source.Name)];

    private static IEnumerable<SourceDefinition> Searchable =>
        ShippedSources.All.Where(source => source.OpenSearch is not null);

    /// <summary>A page of each source; one that fails does not hide what the others have.</summary>
    /// <exception cref="LibraryException">The wish makes no sense, or no source answered.</exception>
    public async Task<SearchResults> SearchAsync(SearchWish wish, CancellationToken cancellationToken)
    {
        if (wish.Limit is < 1 or > SearchWish.MostPerSource)
            throw Wrong($"limit is 1 to {SearchWish.MostPerSource} models per source, not {wish.Limit}.");
        Require("sort", wish.Sort, SearchOrder.All);
        Require("period", wish.Period, Periods);
        var cursors = wish.Cursor is { } text ? SearchCursor.Read(text) : null;
        var asked = Choose(wish.Sources).Where(source => cursors?.ContainsKey(source.Name) ?? true).ToArray();
        var answers = await Task.WhenAll(
                asked.Select(source =>
                    AskAsync(source, wish, cursors?.GetValueOrDefault(source.Name), cancellationToken)
                )
            )
            .ConfigureAwait(false);
        if (answers.Length > 0 && answers.All(answer => answer.Error is not null))
            throw new LibraryException(answers[0].Error!);
        return new SearchResults(
            [.. answers.SelectMany(answer => answer.Page.Items)],
            [
                .. asked.Zip(
                    answers,
                    (source, answer) => new SearchedSource(source.Name, answer.Page.Items.Count, answer.Error)
                ),
            ],
            SearchCursor.Write(asked.Zip(answers, (source, answer) => (source.Name, answer.Page.Cursor)))
        );
    }

    private async Task<(FoundPage Page, Failure? Error)> AskAsync(
        SourceDefinition source,
        SearchWish wish,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var search = source.OpenSearch!(_context);
            return (await search.SearchAsync(wish, cursor, cancellationToken).ConfigureAwait(false), null);
        }
        catch (LibraryException problem)
        {
            return (new FoundPage([], null), problem.Failure);
        }
    }

    /// <summary>All that a source says of one model.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="id">What it calls the model.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">There is no such source or model, or it does not answer.</exception>
    public Task<FoundDetail> GetAsync(string source, string id, CancellationToken cancellationToken) =>
        Choose([source])[0].OpenSearch!(_context).GetAsync(id, cancellationToken);

    private static readonly string[] Periods = ["day", "week", "month", "year", "all"];

    private static void Require(string name, string? word, IReadOnlyList<string> allowed)
    {
        if (word is not null && !allowed.Contains(word, StringComparer.OrdinalIgnoreCase))
            throw Wrong($"{name} is one of {string.Join(", ", allowed)}, not \"{word}\".");
    }

    private static IReadOnlyList<SourceDefinition> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.FirstOrDefault(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase));
        return unknown is null
            ? [.. Searchable.Where(source => names.Count == 0 || Has(names, source.Name))]
            : throw Wrong($"\"{unknown}\" is no source that can be searched; those are {string.Join(", ", Names)}.");
    }

    private static bool Has(IReadOnlyList<string> names, string name) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
