using System.Text.Json;

namespace BerryAIGen.Library.Batches;

/// <summary>A list of downloads: JSON in the form of <c>civitai_models_config.json</c>, or text with a reference per line.</summary>
/// <param name="Entries">In the file's order, broken ones among them.</param>
/// <param name="CivitaiKey">The key in the file's settings; a placeholder is none.</param>
internal sealed record BatchFile(IReadOnlyList<BatchEntry> Entries, Secret? CivitaiKey)
{
    // Far above any list that a person keeps; a model given by mistake is not read into memory.
    private const long MaxBytes = 64L << 20;

    /// <exception cref="LibraryException">The file is missing, too large, or no JSON although it begins like it.</exception>
    public static BatchFile Read(string path)
    {
        var text = ReadText(path);
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return new BatchFile(BatchText.Read(text, path), null);
        try
        {
            return BatchJson.Read(text, path);
        }
        catch (JsonException ex)
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"The batch file {path} is not readable JSON: line {(ex.LineNumber ?? 0) + 1}, {ex.Message}",
                ex
            );
        }
    }

    internal static string ReadText(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaxBytes)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"{path} has {file.Length >> 20} MiB and is no batch file; {MaxBytes >> 20} MiB are read at most."
                );
            return File.ReadAllText(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FailureCode.Usage, $"The batch file {path} cannot be read: {ex.Message}", ex);
        }
    }
}
