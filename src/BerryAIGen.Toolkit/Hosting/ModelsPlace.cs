using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>
/// The folder for models that <c>MODELS_DIR</c> names, where no root of the settings goes before it: made where it is missing.
/// A server may have models that it only reads, so one that cannot be written is told and no more.
/// </summary>
internal static class ModelsPlace
{
    /// <summary>Why no model can be put there; null when one can.</summary>
    public static string? FindProblem(LibraryOptions options)
    {
        if (options is not { Root: null, Roots.Count: 0, ModelsFolder: { } folder })
            return null;
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            // Whether one may write is not told by the rights alone: the disk may be read-only.
            using var probe = new FileStream(
                Path.Combine(path, $".berry-{Guid.NewGuid():N}"),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            return null;
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException)
        {
            return $"Models go to {path}, where this server may not write: {why.Message} Name another folder by MODELS_DIR, or give it the right to.";
        }
    }
}
