using System.Collections.Concurrent;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>
/// The names of the files in folders, each folder asked once: for one run over many models. What is written beside a model
/// while the run is on is seen by the next one, which finds that the model is described by less than lies beside it.
/// </summary>
public sealed class FolderNames
{
    private static readonly HashSet<string> Pictures = new(
        [".png", ".jpeg", ".jpg", ".webp", ".gif", ".avif", ".heic", ".mp4", ".webm", ".mkv"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly ConcurrentDictionary<string, HashSet<string>> _folders = new(FileNameComparer);
    private readonly ConcurrentDictionary<string, string[]> _projectors = new(FileNameComparer);
    private readonly ConcurrentDictionary<string, bool> _pictured = new(FileNameComparer);

    // As the file systems of these machines do; one that is otherwise finds more or less than it has.
    private static StringComparer FileNameComparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal;

    /// <summary>Whether there was such a file when its folder was looked at.</summary>
    public bool Has(string path) =>
        _folders.GetOrAdd(Path.GetDirectoryName(path) ?? "", NamesIn).Contains(Path.GetFileName(path));

    /// <summary>What was in a folder when it was looked at.</summary>
    internal IReadOnlyCollection<string> In(string folder) => _folders.GetOrAdd(folder, NamesIn);

    /// <summary>The projectors among it: a folder of ten thousand models is looked through once.</summary>
    internal IReadOnlyList<string> ProjectorsIn(string folder) =>
        _projectors.GetOrAdd(folder, one => [.. In(one).Where(Projector.IsProjector)]);

    /// <summary>Whether any of it is called like a picture or video: most folders of models hold none.</summary>
    internal bool HasPictures(string folder) =>
        _pictured.GetOrAdd(folder, one => In(one).Any(name => Pictures.Contains(Path.GetExtension(name))));

    private static HashSet<string> NamesIn(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).ToHashSet(FileNameComparer);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return []; // It is away; its models are as well.
        }
    }
}
