using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Safety;

/// <summary>Whether a file is what its name promises: of what nobody can load, nobody can say that it is clean.</summary>
internal static class PromisedFormat
{
    /// <returns>Why it is not, as a sentence; null when it is, or the name promises nothing that is known.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? FindProblem(string path, string name)
    {
        if (!ModelNames.HasEnding(name))
            return null;
        var file = FileInspector.Inspect(path, name);
        if (FileInspector.Promised(name) is { } promised)
            return file.Error is { } error
                ? $"{name} is no {WordOf(promised)} file that can be read: {error.Message} ({error.Rule})"
                : null;
        return file.Container.IsServerMessage() || file.Container == Container.LfsPointer
            ? $"{name} is {file.Container.Describe()} and no model."
            : null;
    }

    private static string WordOf(Container container) =>
        container is Container.Safetensors ? "safetensors" : container.ToString().ToUpperInvariant();
}
