using BerryAIGen.IO;
using BerryAIGen.Library.Downloads.Recording;

namespace BerryAIGen.Library.Importing;

/// <summary>The picture that a person gives with a model.</summary>
internal static class ImportPreview
{
    private const int MaxBytes = 16 << 20;

    /// <summary>Its bytes; null when none is named.</summary>
    /// <exception cref="LibraryException">It is not there, or too large.</exception>
    public static byte[]? Read(string? path)
    {
        if (path is null)
            return null;
        if (!File.Exists(path) || RegularFile.IsOther(path))
            throw new LibraryException(
                FailureCode.NotFound,
                $"There is no preview {path}; name a picture on this machine."
            );
        return new FileInfo(path).Length <= MaxBytes
            ? File.ReadAllBytes(path)
            : throw new LibraryException(
                FailureCode.Usage,
                $"{path} is larger than {MaxBytes >> 20} MiB, which is too much for a preview."
            );
    }

    /// <summary>Puts it beside the model; one that is there stays.</summary>
    /// <returns>Why it was not; null when it was.</returns>
    public static string? Save(string modelPath, byte[] bytes) => PreviewFetcher.SaveBeside(modelPath, bytes).Note;
}
