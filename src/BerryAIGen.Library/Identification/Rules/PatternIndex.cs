using System.Collections.Concurrent;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>All patterns of all rules, and the forms of keys that were met so far.</summary>
internal sealed class PatternIndex
{
    // Far more than real models have; a file of made-up names must not fill the memory.
    private const int MostForms = 65_536;

    private readonly List<KeyPattern> _patterns = [];
    private readonly Dictionary<(string, string), KeyPattern> _byText = [];
    private readonly Dictionary<string, List<KeyPattern>> _byFirstPart = new(StringComparer.Ordinal);
    private readonly List<KeyPattern> _loose = [];
    private readonly HashSet<string> _prefixes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeyForm> _forms = new(StringComparer.Ordinal);
    private readonly AdapterNames _adapters;

    public PatternIndex(AdapterNames adapters) => _adapters = adapters;

    public int Count => _patterns.Count;

    public AdapterNames Adapters => _adapters;

    /// <summary>Registers a pattern; the same text is one pattern.</summary>
    public KeyPattern Add(string text, IReadOnlyList<string> prefixes)
    {
        var key = (text, string.Join('\n', prefixes));
        if (_byText.TryGetValue(key, out var known))
            return known;
        var pattern = KeyPattern.Create(_patterns.Count, text, prefixes);
        _byText.Add(key, pattern);
        _patterns.Add(pattern);
        _prefixes.UnionWith(pattern.Prefixes);
        if (pattern.FirstPart() is not { } first)
            _loose.Add(pattern);
        else if (_byFirstPart.TryGetValue(first, out var others))
            others.Add(pattern);
        else
            _byFirstPart.Add(first, [pattern]);
        return pattern;
    }

    /// <summary>What is known of a form.</summary>
    public KeyForm FormOf(ReadOnlySpan<char> form)
    {
        var lookup = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(form, out var known))
            return known;
        var found = Read(form);
        if (_forms.Count < MostForms)
            lookup.TryAdd(form, found);
        return found;
    }

    private KeyForm Read(ReadOnlySpan<char> form)
    {
        List<int> patterns = [];
        Collect(form, "", patterns);
        foreach (var prefix in _prefixes)
        {
            if (form.StartsWith(prefix, StringComparison.Ordinal))
                Collect(form[prefix.Length..], prefix, patterns);
        }

        var suffix = _adapters.FindSuffix(form, out var prefixLength, out var part);
        return new KeyForm([.. patterns.Distinct()], suffix, prefixLength, part);
    }

    private void Collect(ReadOnlySpan<char> rest, string prefix, List<int> found)
    {
        var end = rest.IndexOfAny('.', '_', ':');
        if (
            _byFirstPart
                .GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(end < 0 ? rest : rest[..end], out var candidates)
        )
            Collect(rest, prefix, candidates, found);
        Collect(rest, prefix, _loose, found);
    }

    private static void Collect(ReadOnlySpan<char> rest, string prefix, List<KeyPattern> candidates, List<int> found)
    {
        foreach (var pattern in candidates)
        {
            if ((prefix.Length == 0 || pattern.Prefixes.Contains(prefix)) && Skeletons.Fits(rest, pattern.Glob))
                found.Add(pattern.Id);
        }
    }
}
