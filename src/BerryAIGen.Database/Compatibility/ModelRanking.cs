using System.Collections.Concurrent;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Compatibility;

/// <summary>The models of one revision of the library in an order that no column has.</summary>
public sealed class ModelRanking
{
    // Questions of which it is kept what fits: whoever scrolls asks the same again and again.
    private const int MostKept = 8;

    private readonly Line _all;
    private readonly Dictionary<string, int> _places;
    private readonly ConcurrentDictionary<ModelQuery, Line> _fitting = new();

    /// <param name="values">What they are ordered by; of whom it holds nothing, nothing is known.</param>
    /// <param name="all">All models.</param>
    internal ModelRanking(IReadOnlyDictionary<string, double> values, IEnumerable<string> all)
    {
        var known = values.ToArray();
        Array.Sort(
            known,
            (one, other) =>
                one.Value.CompareTo(other.Value) is var order and not 0
                    ? order
                    : string.CompareOrdinal(one.Key, other.Key)
        );
        var rest = all.Where(id => !values.ContainsKey(id)).ToArray();
        Array.Sort(rest, StringComparer.Ordinal);
        _all = new Line([.. known.Select(one => one.Key), .. rest], known.Length);
        _places = new Dictionary<string, int>(_all.Ids.Length, StringComparer.Ordinal);
        foreach (var (place, id) in _all.Ids.Index())
            _places[id] = place;
    }

    /// <summary>Another word for each ranking that was made: a server that starts again may be on another machine.</summary>
    public string Mark { get; } = Guid.NewGuid().ToString("n");

    /// <summary>The page that a question wants; null when nobody said yet which models fit.</summary>
    internal string[]? FindPage(ModelQuery query) =>
        (query.IsWhole ? _all : _fitting.GetValueOrDefault(QuestionOf(query)))?.Page(query);

    /// <summary>The page that a question wants of the models that fit.</summary>
    internal string[] PageOf(IEnumerable<string> fitting, ModelQuery query)
    {
        // Those that came since it was made go last.
        var places = fitting.Select(id => (Place: _places.GetValueOrDefault(id, int.MaxValue), Id: id)).ToArray();
        Array.Sort(places, Compare);
        var line = new Line(Array.ConvertAll(places, one => one.Id), places.Count(one => one.Place < _all.Known));
        if (_fitting.Count >= MostKept)
            _fitting.Clear();
        _fitting[QuestionOf(query)] = line;
        return line.Page(query);
    }

    /// <summary>Models in its order.</summary>
    internal ModelInfo[] Sort(IEnumerable<ModelInfo> models, bool isDescending)
    {
        var sorted = models.ToArray();
        var places = Array.ConvertAll(
            sorted,
            model =>
                (_places.TryGetValue(model.Id, out var place) ? _all.Turn(place, isDescending) : int.MaxValue, model.Id)
        );
        Array.Sort(places, sorted, Comparer<(int, string)>.Create(Compare));
        return sorted;
    }

    private static int Compare((int Place, string Id) one, (int Place, string Id) other) =>
        one.Place.CompareTo(other.Place) is var order and not 0 ? order : string.CompareOrdinal(one.Id, other.Id);

    private static ModelQuery QuestionOf(ModelQuery query) =>
        query with
        {
            IsDescending = false,
            Offset = 0,
            Limit = null,
        };

    /// <summary>What is known from the least on, of equals by id; then the rest by id.</summary>
    private sealed record Line(string[] Ids, int Known)
    {
        // The other way round is the same way back; what is not known stays at the end.
        public int Turn(int place, bool isDescending) => isDescending && place < Known ? Known - 1 - place : place;

        public string[] Page(ModelQuery query)
        {
            var from = Math.Min(query.Offset, Ids.Length);
            var page = new string[Math.Min(query.Limit ?? Ids.Length, Ids.Length - from)];
            for (var at = 0; at < page.Length; at++)
                page[at] = Ids[Turn(from + at, query.IsDescending)];
            return page;
        }
    }
}
