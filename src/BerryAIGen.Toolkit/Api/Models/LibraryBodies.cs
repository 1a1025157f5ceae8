using System.Text.Json;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>
/// The bodies of whole lists, which are long and asked for again and again: what is written of each model is kept, and
/// which of them the last lists were made of.
/// </summary>
internal sealed class LibraryBodies(ModelListing listing)
{
    // Two or three pages with filters of their own are open at once; a longer list than this is made anew each time.
    private const int MostKept = 4;
    private const int LongestKept = 32 << 20;

    private readonly Lock _turn = new();
    private readonly List<Kept> _kept = [];
    private readonly WrittenModels _written = new(model =>
        JsonSerializer.SerializeToUtf8Bytes(model, ApiJson.Readable.ModelInfo)
    );

    /// <summary>Whether a list is one of those.</summary>
    public static bool AreFor(ModelQuery query) =>
        query is { Limit: null, Search: null } && !ModelRanks.AreFor(query.Order);

    /// <param name="query">What is wanted.</param>
    /// <param name="mark">What <see cref="ModelListing.ReadMarkAsync"/> said before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LibraryBody> GetAsync(ModelQuery query, string mark, CancellationToken cancellationToken)
    {
        if (Find(query, mark) is { } known)
            return known;
        var page = await listing.ReadAsync(query, _written, cancellationToken);
        var body = new LibraryBody([.. page.Models.Select(model => model.Text)], page.Counts, page.Library);
        if (body.Length <= LongestKept)
            Keep(new Kept(query, mark, body));
        else
            _written.Forget();
        return body;
    }

    /// <summary>Keeps none any more; the next question makes its own.</summary>
    public void Forget()
    {
        _written.Forget();
        lock (_turn)
            _kept.Clear();
    }

    private LibraryBody? Find(ModelQuery query, string mark)
    {
        lock (_turn)
            return _kept.FirstOrDefault(kept => kept.Mark == mark && kept.Query == query)?.Body;
    }

    private void Keep(Kept body)
    {
        lock (_turn)
        {
            _kept.RemoveAll(old => old.Mark != body.Mark || old.Query == body.Query);
            if (_kept.Count == MostKept)
                _kept.RemoveAt(0);
            _kept.Add(body);
        }
    }

    private sealed record Kept(ModelQuery Query, string Mark, LibraryBody Body);
}
