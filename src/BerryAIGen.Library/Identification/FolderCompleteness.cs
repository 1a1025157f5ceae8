using BerryAIGen.IO;
using BerryAIGen.IO.Diffusers;

namespace BerryAIGen.Library.Identification;

/// <summary>Says of a folder that is one model what it consists of and what is missing.</summary>
internal static class FolderCompleteness
{
    private const int MostNamed = 5;

    /// <exception cref="IOException">The folder or its weights cannot be read.</exception>
    public static InspectedFile Add(InspectedFile file)
    {
        if (!file.IsFolder || DiffusersFolder.TryRead(file.Path) is not { } folder)
            return file;
        var count = folder.CountTensors();
        return file with
        {
            TensorCount = count?.Tensors ?? file.TensorCount,
            ParameterCount = count?.Parameters ?? file.ParameterCount,
            Error = file.Error ?? ErrorOf(folder),
            Why = [.. file.Why, .. Sentences(folder)],
        };
    }

    private static FormatError? ErrorOf(DiffusersFolder folder) =>
        folder.Missing.Count == 0
            ? null
            : new FormatError(
                "MissingFiles",
                $"{folder.Path} is not complete: {Named(folder.Missing)} should be there and "
                    + $"{(folder.Missing.Count == 1 ? "is" : "are")} not. Download the model again."
            );

    private static IEnumerable<string> Sentences(DiffusersFolder folder)
    {
        if (!folder.HasWeights)
        {
            yield return "It holds configurations only and no weights.";
            yield break;
        }

        if (folder.ClassName is { } name)
            yield return $"Its class is {name}.";
        foreach (var component in folder.Components.Where(component => component.Weights.Count > 0))
        {
            var variants = component.Variants.Select(variant => variant ?? "default").Order(StringComparer.Ordinal);
            yield return $"{(component.Name.Length == 0 ? "It" : component.Name)} has {component.Weights.Count} "
                + $"{(component.Weights.Count == 1 ? "file" : "files")} of weights ({string.Join(", ", variants)}).";
        }

        yield return $"All weights take {folder.SizeBytes} bytes.";
    }

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
