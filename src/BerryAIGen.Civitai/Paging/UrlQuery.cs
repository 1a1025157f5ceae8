using System.Text;

namespace BerryAIGen.Civitai.Paging;

/// <summary>Builds a path with its query in the one form that the service reads: repeated keys, no empty values.</summary>
internal sealed class UrlQuery(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = '?';

    /// <summary>Adds a parameter; a null or empty value leaves it out.</summary>
    public UrlQuery Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _separator = '&';
        }

        return this;
    }

    public UrlQuery Add(string name, int? value) => Add(name, value?.ToString());

    /// <summary>For parameters that read both words.</summary>
    public UrlQuery Add(string name, bool? value) =>
        Add(
            name,
            value is null ? null
                : value.Value ? "true"
                : "false"
        );

    /// <summary>For parameters whose mere presence means true: the service reads even <c>=false</c> as true.</summary>
    public UrlQuery AddIf(string name, bool isWanted) => Add(name, isWanted ? "true" : null);

    /// <summary>One parameter per value; the service refuses commas there.</summary>
    public UrlQuery AddEach<T>(string name, IEnumerable<T> values)
    {
        foreach (var value in values)
        {
            Add(name, value?.ToString());
        }

        return this;
    }

    /// <summary>For parameters that the service reads only as a list: a single value is said twice.</summary>
    public UrlQuery AddTwiceOrMore<T>(string name, IReadOnlyList<T> values) =>
        AddEach(name, values.Count == 1 ? [values[0], values[0]] : values);

    /// <summary>One parameter with commas, for lists of numbers.</summary>
    public UrlQuery AddList(string name, IEnumerable<int> values)
    {
        var list = string.Join(',', values);
        if (list.Length > 0)
        {
            _text.Append(_separator).Append(name).Append('=').Append(list);
            _separator = '&';
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
