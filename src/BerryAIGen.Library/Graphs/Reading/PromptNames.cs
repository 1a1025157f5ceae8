using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>Files that a text names: embeddings as ComfyUI reads them, LoRAs as A1111 does.</summary>
internal static partial class PromptNames
{
    public const string EmbeddingFolder = "embeddings";

    // Files are called "my new style v2.safetensors", and rarely longer.
    private const int MostSpaces = 9;

    /// <summary><c>embedding:NAME</c>, with or without a weight and an ending.</summary>
    public static IEnumerable<string> Embeddings(string text) =>
        text.Contains("embedding:", StringComparison.Ordinal)
            ? Embedding().Matches(text).Select(match => match.Groups["name"].Value.TrimEnd('.')).Where(IsName)
            : [];

    /// <summary><c>&lt;lora:NAME:1&gt;</c>.</summary>
    public static IEnumerable<string> Tagged(string text) =>
        text.Contains('<', StringComparison.Ordinal)
            ? Tag().Matches(text).Select(match => match.Groups["name"].Value.Trim()).Where(IsName)
            : [];

    /// <summary>Whether a text is words of a person rather than the name of a file.</summary>
    public static bool IsProse(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r', '<') >= 0
        || text.Contains(", ", StringComparison.Ordinal)
        || text.Contains("embedding:", StringComparison.Ordinal)
        || text.Count(letter => letter == ' ') > MostSpaces;

    private static bool IsName(string name) => name.Length is > 0 and <= 260;

    [GeneratedRegex(@"(?<![\w])embedding:(?<name>[^\s,:()<>|{}\[\]""]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Embedding();

    [GeneratedRegex(
        @"<lora:(?<name>[^:<>\r\n]+)(?::[^<>\r\n]*)?>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();
}
