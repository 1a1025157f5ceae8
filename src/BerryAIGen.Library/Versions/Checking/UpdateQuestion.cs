namespace BerryAIGen.Library.Versions.Checking;

/// <summary>Which models are looked at for updates, and how closely.</summary>
public sealed record UpdateQuestion
{
    /// <summary>Models and folders; none means the models folder of the settings.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Also read and hash what no record knows, to look it up by its hash.</summary>
    public bool Hashes { get; init; }

    /// <summary>SHA-256 of files that somebody else computed, by path; for what no record beside the files knows.</summary>
    public IReadOnlyDictionary<string, string> KnownHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Ask again for models that were gone a few days ago as well.</summary>
    public bool AsksForGone { get; init; }
}
