namespace BerryAIGen.Cli.CommandLine;

/// <summary>A word of one of Civitai's open lists, typed by a person.</summary>
internal static class OpenWord
{
    /// <summary>The known word that is meant whatever the case, spaces and hyphens; else the text itself, for Civitai to judge.</summary>
    public static T Read<T>(string text, IReadOnlyList<T> known, Func<string, T> create)
        where T : struct
    {
        var plain = Plain(text);
        foreach (var word in known)
        {
            if (Plain(word.ToString()!) == plain)
            {
                return word;
            }
        }

        return create(text);
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
