using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>Reads a query string by the rules of the real server (its zod-helpers) and collects what is wrong.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private static readonly string[] Yes = ["true", "1", "yes", "on", "y", "enabled"];
    private static readonly string[] No = ["false", "0", "no", "off", "n", "disabled"];

    /// <summary>What is wrong, in the order in which it was read.</summary>
    public JsonArray Issues { get; } = [];

    public bool IsWrong => Issues.Count > 0;

    public bool Has(string name) => query.ContainsKey(name);

    /// <summary>Anything that <c>Number()</c> takes; repeated is not a number.</summary>
    public double? Number(string name, long? minimum = null, long? maximum = null)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        var number = values.Count == 1 ? JsNumber.Parse(values[0]!) : double.NaN;
        if (double.IsNaN(number))
            Issues.Add(ZodIssue.NotANumber(name));
        else if (number < minimum)
            Issues.Add(ZodIssue.TooSmall(name, minimum.Value));
        else if (number > maximum)
            Issues.Add(ZodIssue.TooBig(name, maximum.Value));
        return number;
    }

    /// <summary>One text; repeated is an error.</summary>
    public string? Text(string name, int? maximumLength = null)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values.Count > 1)
            Issues.Add(ZodIssue.WrongType("string", "array", name));
        else if (values[0]!.Length > maximumLength)
            Issues.Add(ZodIssue.TooLong(name, maximumLength.Value));
        return values[0];
    }

    /// <summary>A word for yes or no, in any case; anything else, also nothing, is an error.</summary>
    public bool? YesOrNo(string name)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        var word = values.Count == 1 ? values[0]!.ToLowerInvariant() : "";
        if (Yes.Contains(word))
            return true;
        if (!No.Contains(word))
            Issues.Add(NotYesOrNo(name, values));
        return false;
    }

    /// <summary>Any text is true, even <c>false</c>; only an empty one is false.</summary>
    public bool? Presence(string name) => query.TryGetValue(name, out var values) ? values != "" : null;

    /// <summary>A member that no query string can carry, because text is never a boolean or a number.</summary>
    public void Refuse(string expected, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (query.TryGetValue(name, out var values))
                Issues.Add(ZodIssue.WrongType(expected, values.Count > 1 ? "array" : "string", name));
        }
    }

    /// <summary>Numbers, separated by commas or repeated.</summary>
    public IReadOnlyList<double>? Numbers(string name)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        var numbers = values.SelectMany(value => value!.Split(',')).Select(JsNumber.Parse).ToList();
        var wrong = numbers.FindIndex(double.IsNaN);
        if (wrong >= 0)
            Issues.Add(ZodIssue.NotANumber(name, wrong.ToString()));
        return numbers;
    }

    /// <summary>One word of a list.</summary>
    public string? Word(string name, IReadOnlyList<string> allowed)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values.Count != 1 || !allowed.Contains(values[0]!))
            Issues.Add(ZodIssue.NotOneOf(allowed, name));
        return values[0];
    }

    /// <summary>Words of a list, repeated; a comma makes a word that is not in the list.</summary>
    public IReadOnlyList<string>? Words(string name, IReadOnlyList<string> allowed)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values.Any(value => !allowed.Contains(value!)))
            Issues.Add(ZodIssue.NoBranchFits(name, WordBranches(values, allowed)));
        return [.. values.Select(value => value!)];
    }

    /// <summary>Words of a list, separated by commas or repeated.</summary>
    public IReadOnlyList<string>? CommaWords(string name, IReadOnlyList<string> allowed)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        var words = values.SelectMany(value => value!.Split(',')).ToList();
        var wrong = words.FindIndex(word => !allowed.Contains(word));
        if (wrong >= 0)
            Issues.Add(ZodIssue.NotOneOf(allowed, name, wrong.ToString()));
        return words;
    }

    /// <summary>Any texts, repeated.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        query.TryGetValue(name, out var values) ? [.. values.Select(value => value!)] : null;

    private static JsonObject[] WordBranches(StringValues values, IReadOnlyList<string> allowed)
    {
        if (values.Count == 1)
            return [ZodIssue.NotOneOf(allowed, ""), ZodIssue.WrongType("array", "string", "")];
        var wrong = Array.FindIndex(values.ToArray(), value => !allowed.Contains(value!));
        return [ZodIssue.NotOneOf(allowed, ""), ZodIssue.NotOneOf(allowed, wrong.ToString())];
    }

    private static JsonObject NotYesOrNo(string name, StringValues values)
    {
        var received = values.Count > 1 ? "array" : "string";
        return ZodIssue.NoBranchFits(
            name,
            ZodIssue.WrongType("boolean", received, ""),
            ZodIssue.NoBranchFits("", ZodIssue.NotOneOf(Yes, ""), ZodIssue.NotOneOf(No, ""))
        );
    }
}
