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
    // Far above any list that a person keeps; a model given by mistake is not read into memory.
    private const long MaxBytes = 64L << 20;

    /// <exception cref="LibraryException">The file is missing, too large, or not readable in the form it begins like.</exception>
    public static BatchFile Read(string path) => Parse(ReadText(path), Path.GetFullPath(path));

    /// <summary>A text that has no file of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Names it in messages; its folder is where relative paths in it start.</param>
    /// <exception cref="LibraryException">It is not readable in the form it begins like.</exception>
    public static BatchFile Parse(string text, string path) => Parse(text, path, [path]);

    /// <summary>A list that another one names.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="place">Where it is named, for messages.</param>
    /// <param name="open">The lists that lead to it.</param>
    /// <returns>Its entries; when it cannot be read, one that says why.</returns>
    public static IReadOnlyList<BatchEntry> ReadNested(string path, string place, HashSet<string> open)
    {
        if (!open.Add(path))
            return [BatchEntry.Broken(place, $"{place}: {path} contains itself; take it out of one of the lists.")];
        try
        {
            var nested = Parse(ReadText(path), path, open);
            return nested.Settings.HasAny
                ? [BatchEntry.Broken(place, $"{place}: {path} has settings; only the outermost file may have them.")]
                : nested.Entries;
        }
        catch (LibraryException problem)
        {
            return [BatchEntry.Broken(place, $"{place}: {problem.Message}")];
        }
        finally
        {
            open.Remove(path);
        }
    }

    private static BatchFile Parse(string text, string path, HashSet<string> open)
    {
        if (!IsTree(text, path, out var isYaml))
            return new BatchFile([.. BatchText.Read(text, path, open)], BatchSettings.None);
        try
        {
            return BatchTree.Read(isYaml ? YamlTree.Parse(text) : JsonText.Parse(text), path, open);
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

    private static string ReadText(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaxBytes)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"{path} has {file.Length >> 20} MiB and is no batch file; {MaxBytes >> 20} MiB are read at most."
                );
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
            throw new LibraryException(FailureCode.Usage, FileFailure.From(path, ex).Message, ex);
        }
    }

    // A text list never begins so: "downloads:" and "- " are no references.
    [GeneratedRegex(@"\A(?:\s*(?:#[^\n]*)?\n)*(?:%YAML|---|-\s|(?:downloads|settings|version)\s*:)")]
    private static partial Regex YamlStart();
}
