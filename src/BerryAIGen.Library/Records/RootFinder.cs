using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Records;

/// <summary>Which record a path belongs to, and which roots there are.</summary>
/// <param name="options">Where relative paths start.</param>
/// <param name="modelsFolder">The models folder of the settings; throws when there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class RootFinder(LibraryOptions options, Func<string> modelsFolder, TimeProvider time)
{
    private readonly KnownRoots _known = new(options.DataFolder, time);

    public KnownRoots Known => _known;

    /// <summary>Where nothing may be written.</summary>
    public ReadOnlyRoots ReadOnly { get; } = new(options);

    public string FullPath(string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, options.WorkingFolder));

    /// <summary>The models folder of the settings.</summary>
    /// <exception cref="LibraryException">None is named anywhere.</exception>
    public string Default => modelsFolder();

    /// <summary>The record that a model belongs to; made when there is none, in the models folder or else beside the model.</summary>
    public RecordRoot OpenFor(string path)
    {
        var root =
            RecordRoot.FindFor(path, time)
            ?? RecordRoot.Open(
                FindDefault() is { } models && RecordPaths.IsBelow(path, models)
                    ? models
                    : Path.GetDirectoryName(path)!,
                time
            );
        _known.Remember(root);
        return root;
    }

    /// <summary>The root that is named and known ones below it, else every known one whose drive is there.</summary>
    public IReadOnlyList<RecordRoot> All(string? root)
    {
        var paths = root is not null
            ? _known.Paths.Where(path => RecordPaths.IsBelow(path, FullPath(root))).Prepend(FullPath(root))
            : _known.Paths.Append(FindDefault()).Append(options.WorkingFolder).OfType<string>();
        return
        [
            .. paths
                .Select(path => RecordRoot.FindFor(path, time))
                .OfType<RecordRoot>()
                .DistinctBy(found => found.Path),
        ];
    }

    private string? FindDefault()
    {
        try
        {
            return modelsFolder();
        }
        catch (LibraryException)
        {
            return null; // No place for models is named; then only what is known counts.
        }
    }
}
