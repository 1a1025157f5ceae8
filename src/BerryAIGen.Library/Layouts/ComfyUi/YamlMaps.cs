namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>What Python does to maps once they are read: merged maps come first, a key that is there twice has its last value.</summary>
internal static class YamlMaps
{
    // Merges of merges grow quickly; far above what anybody writes.
    private const int MaxEntries = 10_000;

    /// <exception cref="YamlProblem">A key that no Python map may have, or a merge of something else than maps.</exception>
    public static void Settle(YamlValue value) => Settle(value, []);

    private static void Settle(YamlValue value, HashSet<YamlValue> done)
    {
        if (!done.Add(value))
            return;
        if (value is YamlList list)
        {
            foreach (var item in list.Items)
                Settle(item, done);
        }

        if (value is not YamlMap map)
            return;
        Merge(map, []);
        // A value that a later one replaces is made all the same, and may be what the loader ends on.
        foreach (var (_, inner) in map.Entries)
        {
            if (inner is YamlScalar { Kind: YamlKind.Merge or YamlKind.Value } odd)
                throw new YamlProblem(odd.Line, $"\"{odd.Text}\" cannot be a value; put it in quotes");
            Settle(inner, done);
        }

        map.Entries = WithoutDoubles(map);
    }

    private static void Merge(YamlMap map, HashSet<YamlMap> open)
    {
        if (!open.Add(map))
            return; // Merged into itself: nothing comes of it.
        var merged = map.Entries.Where(IsMerge).SelectMany(entry => Merged(entry.Value, open)).ToList();
        if (merged.Count > MaxEntries)
            throw new YamlProblem(map.Line, $"merging gives more than {MaxEntries} entries");
        if (map.Entries.Exists(IsMerge))
            map.Entries = [.. merged, .. map.Entries.Where(entry => !IsMerge(entry))];
        open.Remove(map);
    }

    private static bool IsMerge((YamlValue Key, YamlValue Value) entry) =>
        entry.Key is YamlScalar { Kind: YamlKind.Merge };

    private static List<(YamlValue Key, YamlValue Value)> Merged(YamlValue value, HashSet<YamlMap> open)
    {
        List<(YamlValue, YamlValue)> entries = [];
        // Of several maps the first one's values hold, so it is read last.
        foreach (var part in value is YamlList list ? Enumerable.Reverse(list.Items) : [value])
        {
            if (part is not YamlMap map)
                throw new YamlProblem(part.Line, $"<< takes a map or a list of maps, and this is {part.Describe()}");
            Merge(map, open);
            entries.AddRange(map.Entries.Where(entry => !IsMerge(entry)));
        }

        return entries;
    }

    private static List<(YamlValue Key, YamlValue Value)> WithoutDoubles(YamlMap map)
    {
        List<(YamlValue Key, YamlValue Value)> entries = [];
        Dictionary<(YamlKind, string), int> places = [];
        foreach (var (key, value) in map.Entries)
        {
            if (key is not YamlScalar scalar)
                throw new YamlProblem(key.Line, $"{key.Describe()} cannot be a key");
            // "=" as a key is a text to Python, wherever else it is refused.
            var plain =
                scalar.Kind == YamlKind.Value ? new YamlScalar(YamlKind.Text, scalar.Text, scalar.Line) : scalar;
            if (places.TryAdd((plain.Kind, plain.Text), entries.Count))
                entries.Add((plain, value));
            else
                entries[places[(plain.Kind, plain.Text)]] = (plain, value);
        }

        return entries;
    }
}
