using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>What an index run of the registry found, all folders together.</summary>
public sealed record RegistryIndexReport
{
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Models that are there; the sum of added, changed, unchanged and moved.</summary>
    public int Seen { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Known models under another path, told by the file system's number or by their bytes.</summary>
    public int Moved { get; init; }

    /// <summary>Of those that are there: how many had been missing or unreachable.</summary>
    public int Returned { get; init; }

    /// <summary>Known models that are gone from folders that were read; their rows stay.</summary>
    public int Missing { get; init; }

    /// <summary>Known models on drives or in folders that cannot be read now; nothing is said of them.</summary>
    public int Unreachable { get; init; }

    /// <summary>Files whose bytes were read, to tell whether they are missing ones under another name.</summary>
    public int Hashed { get; init; }

    public IReadOnlyList<SkippedPath> Skipped { get; init; } = [];

    /// <summary>One sentence each: sidecars that cannot be read.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public DateTime StartedAt { get; init; }

    public TimeSpan Elapsed { get; init; }
}

/// <summary>How far a run is.</summary>
/// <param name="Done">Models whose headers were read.</param>
/// <param name="Total">All whose headers have to be read.</param>
public sealed record RegistryIndexProgress(int Done, int Total);
