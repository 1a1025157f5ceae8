using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Candidates;

/// <summary>Makes the words that a person would search for out of a file's name.</summary>
internal static partial class SearchWords
{
    /// <summary><c>sub/fabricatedXL_v70.safetensors</c> → <c>fabricated XL</c>; empty for an empty name.</summary>
    public static string Of(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name.Replace('\\', '/').Split('/')[^1]);
        var words = WordBreak()
            .Replace(stem, " ")
            .Split([' ', '_', '-', '.', '+'], StringSplitOptions.RemoveEmptyEntries);
        var telling = words.Where(word => !Version().IsMatch(word)).ToArray();
        return string.Join(' ', telling.Length > 0 ? telling : words);
    }

    // Between a small letter or a digit and a capital one.
    [GeneratedRegex(@"(?<=[\p{Ll}\d])(?=\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex WordBreak();

    [GeneratedRegex(@"^v\d+[a-z]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}
