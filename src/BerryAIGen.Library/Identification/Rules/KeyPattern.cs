using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>
/// A pattern of keys: <c>#</c> is any number between separators, <c>*</c> any text, <c>^</c> at the start forbids a prefix
/// before it. Numbers written out must be just these.
/// </summary>
internal sealed partial class KeyPattern
{
    private KeyPattern(int id, string text, IReadOnlyList<string> prefixes)
    {
        Id = id;
        Text = text;
        var isAnchored = text.StartsWith('^') || text.StartsWith(AdapterModules.Mark, StringComparison.Ordinal);
        Prefixes = isAnchored ? [] : prefixes;
        var body = text.TrimStart('^');
        Glob = Skeletons.Of(body);
        // Only a number that is written out needs a look at the key itself.
        IsExact = Glob == body;
    }

    public int Id { get; }

    public string Text { get; }

    /// <summary>What may stand before it, besides nothing.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>The pattern on forms.</summary>
    public string Glob { get; }

    /// <summary>Every key of a fitting form fits.</summary>
    public bool IsExact { get; }

    public static KeyPattern Create(int id, string text, IReadOnlyList<string> prefixes) => new(id, text, prefixes);

    private Regex Numbers => field ??= ToRegex(Text.TrimStart('^'), Prefixes);

    /// <summary>The first separated part, by which patterns are found; null when it is not spelled out.</summary>
    public string? FirstPart()
    {
        for (var i = 0; i < Glob.Length; i++)
        {
            if (Glob[i] is '*' or '#')
                return null;
            if (Skeletons.IsSeparator(Glob[i]))
                return Glob[..i];
        }

        return Glob;
    }

    public bool Fits(string key) => IsExact || Numbers.IsMatch(key);

    /// <summary>The number that the first <c>#</c> stands for; null when there is none.</summary>
    public int? NumberIn(string key) =>
        Numbers.Match(key) is { Success: true } match
        && match.Groups["n"] is { Success: true } number
        && int.TryParse(number.ValueSpan, out var value)
            ? value
            : null;

    private static Regex ToRegex(string body, IReadOnlyList<string> prefixes)
    {
        var head = prefixes.Count == 0 ? "" : $"(?:{string.Join('|', prefixes.Select(Regex.Escape))})?";
        var seen = false;
        var rest = Wild()
            .Replace(
                Regex.Escape(body),
                match =>
                {
                    if (match.Value == @"\*")
                        return ".*";
                    var part = seen ? "[0-9]+" : "(?<n>[0-9]+)";
                    seen = true;
                    return part;
                }
            );
        return new Regex($"^{head}{rest}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    [GeneratedRegex(@"\\\*|\\#")]
    private static partial Regex Wild();
}
