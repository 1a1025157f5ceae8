using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Api.Catalog;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>The person's settings file, as <c>berry</c> writes it; what is changed in it counts at once.</summary>
internal sealed class StoredSettings(ToolkitOptions options, BerryLibrary library, CatalogWatch watch)
{
    private readonly Lock _turn = new();
    private (long Length, DateTime At)? _seen;

    /// <summary>The keys, as the environment and the file have them now.</summary>
    public SourceKeys Keys { get; } = new(options.Library);

    /// <summary>Looks whether somebody else changed the file.</summary>
    /// <exception cref="LibraryException">The file makes no sense.</exception>
    public void Refresh()
    {
        lock (_turn)
        {
            if (Stamp() != _seen)
                Take();
        }
    }

    /// <summary>Makes one change after the other: each reads the file and writes all of it.</summary>
    /// <exception cref="LibraryException">
    /// It was refused, and nothing was written; or something else in the file makes no sense: then the change is written, and
    /// counts once that is mended.
    /// </exception>
    public void Change(Action<BerryLibrary> change)
    {
        lock (_turn)
        {
            change(library);
            Take();
        }
    }

    private void Take()
    {
        var stamp = Stamp();
        var before = library.Options.Roots;
        var stored = new LibraryEnvironment(options.Library.ReadVariable).ToOptions();
        // A rule that makes no sense is told here, and not to whoever downloads next.
        using (var checking = new BerryLibrary(stored))
            checking.Roots.List();
        options.Library.Changing!.Take(stored);
        _seen = stamp;
        if (!before.Select(root => root.Path).SequenceEqual(stored.Roots.Select(root => root.Path)))
            watch.LookAgain();
    }

    private (long, DateTime)? Stamp()
    {
        var path = ConfigurationFile.Load(options.Library.ConfigurationFolder).Path;
        return path is not null && new FileInfo(path) is { Exists: true } file
            ? (file.Length, file.LastWriteTimeUtc)
            : (0, default);
    }
}
