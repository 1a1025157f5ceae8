using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>What goes from one root to another.</summary>
public sealed record ExchangeRequest
{
    /// <summary>A root's name, a folder, or <c>s3://bucket/prefix</c>; null is the models folder of the settings.</summary>
    public string? From { get; init; }

    /// <summary>The same of where it goes.</summary>
    public string? To { get; init; }

    /// <summary>
    /// Which models: paths below the root, names, folders, the beginning of a SHA-256, and of a folder's root also paths of
    /// this machine. Empty is all.
    /// </summary>
    public IReadOnlyList<string> Wanted { get; init; } = [];

    /// <summary>Only tell what would be done.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Take what the scan calls dangerous.</summary>
    public bool AcceptsDanger { get; init; }
}

/// <summary>What became of the files of an exchange.</summary>
/// <param name="From">The root that has them.</param>
/// <param name="To">The root that was to get them.</param>
/// <param name="Items">A row per file, in the order of their paths; what goes with a model and is there already has none.</param>
public sealed record ExchangeOutcome(string From, string To, IReadOnlyList<DownloadItem> Items);
