using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>An opened archive, the models in it, and why nothing of it may be taken out.</summary>
internal sealed class ArchiveContent : IDisposable
{
    private readonly ArchiveReader[] _opened;

    private ArchiveContent(params ArchiveReader[] opened)
    {
        _opened = opened;
        Models = [.. Archive.Entries.Where(entry => IsFile(entry) && ArchiveOffer.IsModel(entry.Name))];
        Others = Archive.Entries.Count(entry => IsFile(entry) && !ArchiveOffer.IsModel(entry.Name));
    }

    public ArchiveReader Archive => _opened[^1];

    public IReadOnlyList<ArchiveEntry> Models { get; private set; }

    /// <summary>How many other files it holds: pictures, texts, archives.</summary>
    public int Others { get; }

    /// <summary>Opens a downloaded archive; of a packed tar what is in the tar, of another packed file that file.</summary>
    /// <exception cref="ArchiveException">Nobody can read it.</exception>
    public static ArchiveContent? TryOpen(string path, string name)
    {
        var archive = ArchiveReader.TryOpen(path);
        if (archive is not { Container: Container.Gzip })
            return archive is null ? null : new ArchiveContent(archive);
        ArchiveContent? content = null;
        try
        {
            var packed = archive.Entries.Single();
            var isTar =
                name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase);
            content =
                isTar && archive.TryOpenNested(packed) is { } inner
                    ? new ArchiveContent(archive, inner)
                    : new ArchiveContent(archive) { Models = Single(packed, name) };
            return content;
        }
        finally
        {
            if (content is null)
                archive.Dispose();
        }
    }

    /// <summary>The first member that leads out of the folder or that most programs do not see.</summary>
    public string? FindEscape()
    {
        foreach (var entry in Archive.Entries)
        {
            if (entry.WhyUnsafe is { } why)
                return $"of its member '{entry.Name}', {why}";
            if (entry.IsHidden)
                return $"its member '{entry.Name}' is hidden from most programs";
        }

        return null;
    }

    /// <summary>The first thing that the archive says twice and differently.</summary>
    public string? FindContradiction() =>
        Models
            .SelectMany(entry => entry.Findings.Select(finding => $"of its member '{entry.Name}': {finding}"))
            .Concat(Archive.Findings)
            .FirstOrDefault();

    public void Dispose()
    {
        foreach (var archive in _opened.Reverse())
            archive.Dispose();
    }

    private static bool IsFile(ArchiveEntry entry) => entry.Kind == ArchiveEntryKind.File;

    // A packed single file bears the archive's name without its ending.
    private static ArchiveEntry[] Single(ArchiveEntry packed, string name)
    {
        var own = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return ArchiveOffer.IsModel(own) ? [packed with { Name = own }] : [];
    }
}
