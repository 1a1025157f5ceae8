using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Batches;

/// <summary>The members of one object of a batch file: each is taken by name, and what nobody takes is told.</summary>
internal sealed class BatchMembers(JsonObject members, string path)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>What is wrong, the first one; null when every member was understood.</summary>
    public string? Problem =>
        _problems.FirstOrDefault()
        ?? (
            members.Select(member => member.Key).FirstOrDefault(name => !_taken.Contains(name)) is { } unknown
                ? $"nothing obeys \"{unknown}\"; known are {string.Join(", ", _taken.Order(StringComparer.Ordinal))}"
                : null
        );

    /// <summary>The text under the first of these names that has one; ids are written as numbers and as texts, both are meant.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        string? found = null;
        foreach (var name in names)
        {
            _taken.Add(name);
            if (members[name] is not { } node)
                continue;
            if (node is not JsonValue value)
                _problems.Add($"\"{name}\" is a list or an object, and a text is expected");
            else if (!string.IsNullOrWhiteSpace(value.ToString()))
                found ??= value.ToString().Trim();
        }

        return found;
    }

    /// <summary>The text under one of these names; more than one of them is a problem.</summary>
    public string? OneOf(params ReadOnlySpan<string> names)
    {
        string? found = null;
        string? first = null;
        foreach (var name in names)
        {
            if (Text(name) is not { } text)
                continue;
            if (first is not null)
                _problems.Add($"\"{first}\" and \"{name}\" say the same thing; leave one out");
            (first, found) = (first ?? name, found ?? text);
        }

        return found;
    }

    public bool? Flag(string name)
    {
        _taken.Add(name);
        if (members[name] is not { } node)
            return null;
        if (node is JsonValue value && bool.TryParse(value.ToString(), out var flag))
            return flag;
        _problems.Add($"\"{name}\" is {Shown(node)}, and true or false is expected");
        return null;
    }

    public int? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (int.TryParse(text, out var number) && number > 0)
            return number;
        _problems.Add($"{name} \"{text}\" is not a number from 1 to {int.MaxValue}");
        return null;
    }

    /// <summary>One of the words; another is a problem.</summary>
    public string? Word(string name, params string[] words)
    {
        if (Text(name) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        _problems.Add($"\"{name}\" is {text}, and {string.Join(" or ", words)} is expected");
        return null;
    }

    /// <summary>A path, which starts at the file's own folder when it is relative; <c>~</c> stays for who knows it.</summary>
    public string? Place(string name)
    {
        if (Text(name) is not { } text || text.StartsWith('~'))
            return Text(name);
        if (!text.Contains('\0'))
            return Path.GetFullPath(text, Path.GetDirectoryName(path)!);
        _problems.Add($"\"{name}\" holds a zero byte, which no path can");
        return null;
    }

    public void Reject(string problem) => _problems.Add(problem);

    private static string Shown(JsonNode node) => node.ToJsonString();
}
