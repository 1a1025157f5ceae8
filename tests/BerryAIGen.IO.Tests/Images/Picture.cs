using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Images;

/// <summary>Small pictures and videos that other programs wrote: Pillow, libwebp, FFmpeg, ExifTool.</summary>
internal static class Picture
{
    private static readonly string Folder = Path.Combine(
        RepositoryRoot.Path,
        "tests",
        "BerryAIGen.IO.Tests",
        "Images",
        "Pictures"
    );

    internal static string PathOf(string name) => Path.Combine(Folder, name);

    internal static IEnumerable<string> All => Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal);
}
