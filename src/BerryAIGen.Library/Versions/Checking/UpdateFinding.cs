namespace BerryAIGen.Library.Versions.Checking;

/// <summary>What a check for updates found of one file.</summary>
public enum UpdateState
{
    /// <summary>There is no newer version for the same base model in the same variant.</summary>
    Current,

    /// <summary>There is one, and it can be had.</summary>
    UpdateAvailable,

    /// <summary>There is one, and only those who paid for early access can have it yet.</summary>
    EarlyAccess,

    /// <summary>There is one, and it lies in the library already.</summary>
    NewerHere,

    /// <summary>The source has other bytes under the same version.</summary>
    ChangedUpstream,

    /// <summary>The source had it and has it no more; what is known of it stays.</summary>
    GoneUpstream,

    /// <summary>A person wants to stay at this version.</summary>
    Pinned,

    /// <summary>A person wants to hear nothing of this model.</summary>
    Ignored,

    /// <summary>No source with versions knows it.</summary>
    Unknown,

    /// <summary>It could not be found out.</summary>
    Failed,
}

/// <summary>How the source's file compares with the one that was fetched.</summary>
public enum UpstreamState
{
    /// <summary>Nobody was asked, or the source does not say.</summary>
    Unknown,

    Same,

    /// <summary>Other bytes under the same version.</summary>
    Changed,

    /// <summary>The model, the version or its files are not there any more.</summary>
    Gone,
}

/// <summary>One file of a check for updates.</summary>
/// <param name="Path">The model.</param>
/// <param name="State">What a person would want to hear first.</param>
public sealed record UpdateFinding(string Path, UpdateState State)
{
    public int? ModelId { get; init; }

    public string? ModelName { get; init; }

    public int? VersionId { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    /// <summary>Whether the source still has the file; told whatever the state is.</summary>
    public UpstreamState Upstream { get; init; }

    /// <summary>When it was first found gone; null while it is there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>The newest version that can be had; null when there is none.</summary>
    public OfferedUpdate? Update { get; init; }

    /// <summary>A still newer one that is in early access; null when there is none.</summary>
    public OfferedUpdate? EarlyAccess { get; init; }

    /// <summary>What the source has now in place of the file that was fetched; null unless that changed.</summary>
    public OfferedUpdate? Replacement { get; init; }

    public string? Reason { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>What is here; null when nothing could be read of it.</summary>
    internal LocalVersion? Local { get; init; }

    /// <summary>The same for all versions of which one takes the place of another.</summary>
    internal string? Line { get; init; }

    internal DateTimeOffset? PublishedAt { get; init; }
}

/// <summary>A version that could take the place of a file.</summary>
public sealed record OfferedUpdate
{
    public required int ModelId { get; init; }

    public required int VersionId { get; init; }

    public string? VersionName { get; init; }

    public required int FileId { get; init; }

    public string? FileName { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Lower-case hex; null while the source has not computed it.</summary>
    public string? Sha256 { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When everybody can have it; null when everybody can, or nobody says when.</summary>
    public DateTimeOffset? EarlyAccessEnds { get; init; }

    /// <summary>As a person would paste it.</summary>
    public string Reference => $"{ModelId}@{VersionId}";
}
