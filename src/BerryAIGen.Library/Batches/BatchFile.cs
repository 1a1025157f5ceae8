using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Batches;

/// <summary>
/// A list of downloads: JSON in the form of <c>civitai_models_config.json</c>, the same form as YAML, or a text with a
/// reference per line.
/// </summary>
/// <param name="Entries">In the file's order, broken ones among them.</param>
/// <param name="Settings">What the file says for all of them.</param>
internal sealed partial record BatchFile(IReadOnlyList<BatchEntry> Entries, BatchSettings Settings)
{
    /// <exception cref="LibraryException">The file is missing, too large, or not readable in the form it begins like.</exception>
    public static BatchFile Read(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var reading = new BatchReading(cancellationToken);
        return reading.Outermost(full, () => Parse(ReadText(full, reading), full, reading));
    }

    /// <summary>A text that has no file of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Names it in messages; its folder is where relative paths in it start.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="LibraryException">It is not readable in the form it begins like.</exception>
    public static BatchFile Parse(string text, string path, CancellationToken cancellationToken)
    {
        var reading = new BatchReading(cancellationToken);
        reading.CountBytes(path, text.Length);
        return reading.Outermost(path, () => Parse(text, path, reading));
    }

    /// <summary>A list that another one names.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="place">Where it is named, for messages.</param>
    /// <param name="reading">What led to it.</param>
    /// <returns>Its entries; when it cannot be read, one that says why.</returns>
    public static IReadOnlyList<BatchEntry> ReadNested(string path, string place, BatchReading reading) =>
        reading.Nested(path, place, () => Parse(ReadText(path, reading), path, reading));

    private static BatchFile Parse(string text, string path, BatchReading reading)
    {
        if (!IsTree(text, path, out var isYaml))
            return new BatchFile([.. BatchText.Read(text, path, reading)], BatchSettings.None);
        try
        {
            return BatchTree.Read(isYaml ? YamlTree.Parse(text) : JsonText.Parse(text), path, reading);
        }
        catch (JsonException ex)
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"The batch file {path} is not readable {(isYaml ? "YAML" : "JSON")}: line {(ex.LineNumber ?? 0) + 1}, {JsonProblem.Of(ex)}.",
                ex
            );
        }
    }

    private static bool IsTree(string text, string path, out bool isYaml)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var begins = text.AsSpan().TrimStart();
        isYaml = ending is ".yaml" or ".yml" || (begins is not ['{' or '[', ..] && YamlStart().IsMatch(text));
        return isYaml || ending == ".json" || begins is ['{' or '[', ..];
    }

    private static string ReadText(string path, BatchReading reading)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true } file)
                reading.CountBytes(path, file.Length);
            var text = File.ReadAllText(path);
            return text.Contains('\0')
                ? throw new LibraryException(
                    FailureCode.Usage,
                    $"{path} is no text; name a batch in JSON or YAML, or a list of references."
                )
                : text;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(path, ex), ex);
        }
    }

    // A text list never begins so: "downloads:" and "- " are no references.
    [GeneratedRegex(@"\A(?:\s*(?:#[^\n]*)?\n)*(?:%YAML|---|-\s|(?:downloads|settings|version)\s*:)")]
    private static partial Regex YamlStart();
}
