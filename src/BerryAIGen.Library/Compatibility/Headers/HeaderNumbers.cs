using System.Globalization;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>Numbers of a header that has all values as texts; what is no number in its bounds is not there.</summary>
internal sealed class HeaderNumbers(IReadOnlyDictionary<string, string> values, string prefix)
{
    // Far above any real model; a forged header must not make the sums run over.
    private const int Most = 16 << 20;

    public int? Find(string key) =>
        values.TryGetValue(prefix + key, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= Most
            ? number
            : null;

    /// <summary>One number, or one of each layer: <c>[8, 8, 1]</c>; empty when there is none that can be read.</summary>
    public IReadOnlyList<int> List(string key)
    {
        if (!values.TryGetValue(prefix + key, out var text))
            return [];
        List<int> numbers = [];
        foreach (var word in text.Trim('[', ']').Split(", "))
        {
            if (
                !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 0 or > Most
            )
                return [];
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>How many of a list of <c>true</c> and <c>false</c> are false; null when it is no such list.</summary>
    public int? CountFalse(string key) =>
        values.TryGetValue(prefix + key, out var text)
        && text.StartsWith('[')
        && text.Trim('[', ']').Split(", ") is var words
        && words.All(word => word is "true" or "false")
            ? words.Count(word => word == "false")
            : null;

    public bool Has(string key) => values.ContainsKey(prefix + key);
}
