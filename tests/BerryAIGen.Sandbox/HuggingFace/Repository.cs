namespace BerryAIGen.Sandbox.HuggingFace;

/// <summary>A model repository of the seed.</summary>
internal sealed record Repository
{
    /// <summary><c>owner/name</c>, or a name alone as the oldest ones have.</summary>
    public required string Id { get; init; }

    /// <summary>Commit of every branch and tag.</summary>
    public required IReadOnlyDictionary<string, string> Revisions { get; init; }

    /// <summary>auto or manual when the conditions must be accepted; null when not.</summary>
    public string? Gated { get; init; }

    /// <summary>Only for its owner; nobody else learns that it exists.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What it is for; null when unknown.</summary>
    public string? Pipeline { get; init; }

    /// <summary>What loads it (<c>diffusers</c>); null when unknown.</summary>
    public string? Library { get; init; }

    /// <summary>The licence of its model card; null without a card.</summary>
    public string? Licence { get; init; }

    /// <summary>What its model card says that it is made of.</summary>
    public IReadOnlyList<string> BaseModels { get; init; } = [];

    /// <summary>Its name of today; null when this one is it.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Switched off by the hub's owners.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>How many entries of its tree one answer has; the hub's own number is 1,000.</summary>
    public int PageSize { get; init; } = 1000;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required IReadOnlyList<RepositoryFile> Files { get; init; }

    /// <summary>The commit of a branch, a tag or a commit itself; null when there is none.</summary>
    public string? FindCommit(string revision) =>
        Revisions.TryGetValue(revision, out var commit) ? commit
        : Revisions.Values.Contains(revision) ? revision
        : null;
}
