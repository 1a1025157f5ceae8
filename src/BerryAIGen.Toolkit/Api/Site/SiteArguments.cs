using System.Globalization;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Reads a query as Civitai's server does, and collects what is wrong with it.</summary>
internal sealed class SiteArguments(IQueryCollection query)
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries;

    public JsonArray Issues { get; } = [];

    public bool Has(string name) => query.ContainsKey(name);

    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count <= 1)
            return values.Count == 0 ? null : values[0];
        Wrong(name, "invalid_type", "Invalid input: expected string, received array", ("expected", "string"));
        return null;
    }

    public IReadOnlyList<string> Texts(string name) => [.. query[name].OfType<string>()];

    /// <summary>Whatever JavaScript takes for a number.</summary>
    public double? Number(string name, double least, double? most = null)
    {
        var values = query[name];
        if (values.Count == 0)
            return null;
        var number = values.Count == 1 ? JsNumber(values[0]!) : double.NaN;
        if (double.IsNaN(number))
            Wrong(
                name,
                "invalid_type",
                "Invalid input: expected number, received NaN",
                ("expected", "number"),
                ("received", "NaN")
            );
        else if (number < least)
            Wrong(
                name,
                "too_small",
                $"Too small: expected number to be >={least}",
                ("origin", "number"),
                ("minimum", least),
                ("inclusive", true)
            );
        else if (number > most)
            Wrong(
                name,
                "too_big",
                $"Too big: expected number to be <={most}",
                ("origin", "number"),
                ("maximum", most.Value),
                ("inclusive", true)
            );
        return number;
    }

    /// <summary>The words for yes and no, in any case.</summary>
    public bool? YesNo(string name)
    {
        if (!Has(name))
            return null;
        switch (query[name].ToString().ToLowerInvariant())
        {
            case "true" or "1" or "yes" or "on" or "y" or "enabled":
                return true;
            case "false" or "0" or "no" or "off" or "n" or "disabled":
                return false;
            default:
                Wrong(name, "invalid_union", "Invalid input");
                return null;
        }
    }

    /// <summary>Any text means yes, also "false".</summary>
    public bool IsGiven(string name) => query[name].ToString().Length > 0;

    public string? Word(string name, IReadOnlyList<string> known)
    {
        var word = Text(name);
        if (word is null || known.Contains(word))
            return word;
        Wrong(name, known);
        return null;
    }

    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> known)
    {
        var words = Texts(name);
        if (words.Any(word => !known.Contains(word)))
            Wrong(name, "invalid_union", "Invalid input");
        return words;
    }

    /// <summary>Several numbers, by commas or by repeating the name.</summary>
    public IReadOnlyList<int>? Ids(string name)
    {
        if (!Has(name))
            return null;
        var numbers = Texts(name).SelectMany(text => text.Split(',', Trimmed)).Select(JsNumber).ToArray();
        if (Array.Exists(numbers, double.IsNaN))
            Wrong(
                name,
                "invalid_type",
                "Invalid input: expected number, received NaN",
                ("expected", "number"),
                ("received", "NaN")
            );
        return
        [
            .. numbers.Where(number => number is >= int.MinValue and <= int.MaxValue).Select(number => (int)number),
        ];
    }

    /// <summary>What no address can carry: any value is wrong.</summary>
    public void Refuse(string type, params string[] names)
    {
        foreach (var name in names.Where(Has))
            Wrong(name, "invalid_type", $"Invalid input: expected {type}, received string", ("expected", type));
    }

    public void Wrong(string name, IReadOnlyList<string> known) =>
        Wrong(
            name,
            "invalid_value",
            $"Invalid option: expected one of {string.Join('|', known.Select(word => $"\"{word}\""))}",
            ("values", new JsonArray([.. known.Select(word => JsonValue.Create(word))]))
        );

    /// <summary>As <c>Number()</c> reads it; NaN for no number.</summary>
    public static double JsNumber(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return 0;
        if (trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(
                trimmed.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var hex
            )
                ? hex
                : double.NaN;
        return double.TryParse(
            trimmed,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : double.NaN;
    }

    private void Wrong(string name, string code, string message, params (string Name, JsonNode? Value)[] details)
    {
        var issue = new JsonObject();
        foreach (var (member, value) in details)
            issue[member] = value;
        issue["code"] = code;
        issue["path"] = new JsonArray(name);
        issue["message"] = message;
        Issues.Add((JsonNode)issue);
    }
}
