namespace BerryAIGen.Civitai.References;

/// <summary>One <c>name=value</c> of a query; <see cref="Raw"/> is it as it stood, so that nothing is encoded anew.</summary>
internal readonly record struct QueryPart(string Raw, string Name, string Value)
{
    public static IEnumerable<QueryPart> Of(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Read);

    public static string? FindValue(string query, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var value = Of(query)
                .Where(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(part => part.Value)
                .FirstOrDefault(value => value.Length > 0);
            if (value is not null)
                return value;
        }
        return null;
    }

    private static QueryPart Read(string raw)
    {
        var equals = raw.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (raw, "") : (raw[..equals], raw[(equals + 1)..]);
        return new QueryPart(raw, Decode(name), Decode(value));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
