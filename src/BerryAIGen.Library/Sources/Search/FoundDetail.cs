namespace BerryAIGen.Library.Sources.Search;

/// <summary>All that a source says of one model.</summary>
/// <param name="Model">What a search says of it.</param>
/// <param name="Versions">The newest first.</param>
public sealed record FoundDetail(FoundModel Model, IReadOnlyList<FoundVersion> Versions)
{
    /// <summary>What its creator wrote: markup of a stranger.</summary>
    public string? Description { get; init; }

    /// <summary>What may be done with it.</summary>
    public required FoundLicence Licence { get; init; }
}

/// <summary>What may be done with a model; what the source does not say is null.</summary>
public sealed record FoundLicence
{
    /// <summary>What the licence is called: <c>apache-2.0</c>.</summary>
    public string? Name { get; init; }

    public string? Link { get; init; }

    public bool? AllowNoCredit { get; init; }

    public bool? AllowDerivatives { get; init; }

    public bool? AllowDifferentLicence { get; init; }

    /// <summary>The commercial uses that are allowed, in the source's words; null when it says nothing of them.</summary>
    public IReadOnlyList<string>? CommercialUses { get; init; }
}

/// <summary>A version of a model at its source.</summary>
/// <param name="Id">What the source calls it: a number, a commit.</param>
/// <param name="Name">For people.</param>
/// <param name="Reference">What downloads it.</param>
public sealed record FoundVersion(string Id, string Name, string Reference)
{
    public string? BaseModel { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When everybody may have it; null when everybody may.</summary>
    public DateTimeOffset? EarlyAccessUntil { get; init; }

    public string? Description { get; init; }

    public long? Downloads { get; init; }

    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    public IReadOnlyList<FoundFile> Files { get; init; } = [];

    public IReadOnlyList<FoundPicture> Pictures { get; init; } = [];
}

/// <summary>A file of a version at its source.</summary>
/// <param name="Id">What the source calls it: a number, a path.</param>
/// <param name="Name">With its ending.</param>
public sealed record FoundFile(string Id, string Name)
{
    /// <summary>In the source's words: <c>Model</c>, <c>VAE</c> …</summary>
    public string? Type { get; init; }

    /// <summary>In the source's words: <c>SafeTensor</c>, <c>gguf</c> …</summary>
    public string? Format { get; init; }

    public string? Precision { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>In small letters; null when the source does not say it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether it is the one that a download takes when none is named.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Why nobody should load it, as the source's scanners say; null for nothing.</summary>
    public string? Danger { get; init; }
}
