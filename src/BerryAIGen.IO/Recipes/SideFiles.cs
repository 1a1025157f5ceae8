using BerryAIGen.IO.Images;

namespace BerryAIGen.IO.Recipes;

/// <summary>
/// Recipes beside a picture: A1111 writes <c>name.txt</c>, Easy Diffusion <c>name.json</c> or <c>name.txt</c>, SwarmUI
/// <c>name.swarm.json</c>, savers of ComfyUI <c>name.json</c>.
/// </summary>
internal static class SideFiles
{
    private const int MostBytes = 32 << 20;

    private static readonly string[] Endings = [".txt", ".json", ".swarm.json", ".metadata.json"];

    internal static IReadOnlyList<ImageText> Read(string path, List<string> problems)
    {
        var stem = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));
        return [.. Endings.Select(ending => ReadOne(stem + ending, problems)).OfType<ImageText>()];
    }

    /// <summary>A text or JSON file that is a recipe itself, such as one that a person copied from a page.</summary>
    internal static IReadOnlyList<ImageText> ReadAlone(string path, List<string> problems) =>
        Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        && ReadOne(path, problems) is { } text
            ? [text]
            : [];

    private static ImageText? ReadOne(string path, List<string> problems)
    {
        var file = new FileInfo(path);
        if (!file.Exists || RegularFile.IsOther(path))
        {
            return null;
        }

        if (file.Length > MostBytes)
        {
            problems.Add(
                $"{file.Name} beside it has {file.Length} bytes; more than {MostBytes >> 20} MiB are not read."
            );
            return null;
        }

        try
        {
            var text = TextBytes.Decode(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            return text.Length == 0 ? null : new ImageText("parameters", text, $"side file {file.Name}");
        }
        // The picture has been read all the same.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file.Name} beside it may not be read: {error.Message}");
            return null;
        }
    }
}
