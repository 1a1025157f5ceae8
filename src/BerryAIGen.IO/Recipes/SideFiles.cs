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

    internal static IReadOnlyList<ImageText> Read(string path)
    {
        var stem = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));
        return [.. Endings.Select(ending => ReadOne(stem + ending)).OfType<ImageText>()];
    }

    /// <summary>A text or JSON file that is a recipe itself, such as one that a person copied from a page.</summary>
    internal static IReadOnlyList<ImageText> ReadAlone(string path) =>
        Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && ReadOne(path) is { } text
            ? [text]
            : [];

    private static ImageText? ReadOne(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > MostBytes || RegularFile.IsOther(path))
        {
            return null;
        }

        try
        {
            var text = TextBytes.Decode(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            return text.Length == 0 ? null : new ImageText("parameters", text, $"side file {file.Name}");
        }
        // A side file that may not be read is as none: the picture has been read.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
