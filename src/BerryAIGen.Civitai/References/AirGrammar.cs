using System.Text.RegularExpressions;

namespace BerryAIGen.Civitai.References;

/// <summary>The official grammar, kinder in two points: a file extension after a number, and a sha256 digest as version.</summary>
internal static partial class AirGrammar
{
    public static Air? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var (id, idFormat) = SplitExtension(match.Groups["id"].Value);
        var (version, versionFormat) = SplitExtension(Find(match, "version"));
        FileId? file = null;
        if (Find(match, "file") is { } digits)
        {
            if (!IdNumber.TryParse(digits, out var number))
                return null;
            file = new FileId(number);
        }
        return new Air
        {
            Ecosystem = Find(match, "ecosystem")?.ToLowerInvariant(),
            Type = Find(match, "type")?.ToLowerInvariant(),
            Source = match.Groups["source"].Value.ToLowerInvariant(),
            Id = id!,
            Version = version,
            FileId = file,
            Format = (Find(match, "format") ?? versionFormat ?? idFormat)?.ToLowerInvariant(),
        };
    }

    private static string? Find(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var value } ? value : null;

    // "1@2.safetensor": the official parser makes the dot part of the version, which then names nothing.
    private static (string? Name, string? Format) SplitExtension(string? text)
    {
        var dot = text?.LastIndexOf('.') ?? -1;
        return dot > 0 && IdNumber.IsDigits(text![..dot]) && AirWords.IsFormat(text[(dot + 1)..])
            ? (text[..dot], text[(dot + 1)..])
            : (text, null);
    }

    [GeneratedRegex(
        """
            \A (?:urn:)? (?:air:)?
            (?: (?<ecosystem>[A-Z0-9_-][A-Z0-9_/-]*) : )?
            (?: (?<type>[A-Z0-9_-][A-Z0-9_/-]*) : )?
            (?<source>[A-Z0-9_-][A-Z0-9_/-]*) :
            (?<id>[A-Z0-9_-][A-Z0-9_/.-]*)
            (?: @ (?<version> sha256:[0-9A-F]+ | [A-Z0-9_/.-]+ ) )?
            (?: \+ (?<file>[0-9]+) )?
            (?: \. (?<format>[A-Z0-9_-]+) )? \z
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Pattern();
}
