namespace BerryAIGen.Civitai;

/// <summary>What was found per hash, each thing once.</summary>
internal sealed class Matches<T>(Func<T, int> id)
{
    private readonly Dictionary<string, Dictionary<int, T>> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there was a hash to add it to.</summary>
    public bool Add(IEnumerable<string> hashes, T match)
    {
        var isAdded = false;
        foreach (var hash in hashes)
        {
            if (!_found.TryGetValue(hash, out var matches))
            {
                _found[hash] = matches = [];
            }

            matches.TryAdd(id(match), match);
            isAdded = true;
        }

        return isAdded;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<T>> By<TKey>(Func<T, TKey> order, Func<T, T> finish) =>
        _found.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<T>)[.. pair.Value.Values.OrderBy(order).ThenBy(id).Select(finish)],
            StringComparer.OrdinalIgnoreCase
        );
}
