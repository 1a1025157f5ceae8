namespace BerryAIGen.Generation.Coverage;

/// <summary>What decides whether a version of a model, or a file of one's own, generates. Words are as their source has them: one that nobody knows is kept.</summary>
public sealed record ResourceFacts
{
    /// <summary>In Civitai's words; null when only a header speaks.</summary>
    public string? Type { get; init; }

    /// <summary>In Civitai's words; null when only a header speaks.</summary>
    public string? BaseModel { get; init; }

    /// <summary>What the file itself is, in the words of <c>berry inspect</c>; null when nobody looked into it.</summary>
    public HeaderFacts? Header { get; init; }

    /// <summary>Civitai's number of the model; null when Civitai does not have it.</summary>
    public long? ModelId { get; init; }

    /// <summary>Civitai's number of the version; null when Civitai does not have it.</summary>
    public long? VersionId { get; init; }

    /// <summary>What Civitai says of it; null when it was not asked.</summary>
    public SiteFacts? Site { get; init; }

    /// <summary>The file on this machine; null when there is none.</summary>
    public FileFacts? File { get; init; }

    /// <summary>What its AIR says of it, when it is an epoch of a training that has no version yet; null for all others.</summary>
    public EpochFacts? Epoch { get; init; }
}

/// <summary>What a header says.</summary>
/// <param name="Type"><c>main</c>, <c>lora</c> …</param>
/// <param name="Base"><c>sdxl</c>; null when it does not say.</param>
/// <param name="Variant"><c>klein-9b</c>; null for none.</param>
public sealed record HeaderFacts(string? Type, string? Base, string? Variant);

/// <summary>A file of this machine.</summary>
/// <param name="IsUsable">It is here and whole.</param>
/// <param name="Problem">Why it is not, as the library's word: <c>missing</c>, <c>quarantined</c>; null when it is.</param>
public sealed record FileFacts(bool IsUsable, string? Problem);

/// <summary>An epoch of a training.</summary>
/// <param name="Air">Names its job and its file.</param>
/// <param name="Ecosystem">The id of the ecosystem whose line it was trained for; null for a word that nobody knows.</param>
public sealed record EpochFacts(string Air, string? Ecosystem);

/// <summary>What Civitai says of a version and its model.</summary>
public sealed record SiteFacts
{
    /// <summary>Where the version stands in its life: <c>Published</c>, <c>Draft</c> …; null when it is not said, as in lists, which hold published ones.</summary>
    public string? Status { get; init; }

    /// <summary>What befell the model, in Civitai's word: <c>Archived</c>, <c>TakenDown</c> …; null for nothing.</summary>
    public string? Modifier { get; init; }

    /// <summary><c>Public</c>, <c>Private</c> …; null when it is not said.</summary>
    public string? Availability { get; init; }

    /// <summary><c>Download</c>, <c>ExternalGeneration</c> …; null when it is not said.</summary>
    public string? UsageControl { get; init; }

    /// <summary><c>Trained</c> for what was trained on the site.</summary>
    public string? UploadType { get; init; }

    /// <summary><c>Standard</c>, <c>Inpainting</c> …; null when it is not said.</summary>
    public string? BaseModelType { get; init; }

    /// <summary><c>Trained</c> or <c>Merge</c>, of checkpoints.</summary>
    public string? CheckpointType { get; init; }

    /// <summary>It shows a real person.</summary>
    public bool IsRealPerson { get; init; }

    /// <summary>It shows minors.</summary>
    public bool IsMinor { get; init; }

    /// <summary>The commercial uses that its creator allows; null when nothing is said of them.</summary>
    public IReadOnlyList<string>? Uses { get; init; }

    /// <summary>The files that hold the model.</summary>
    public IReadOnlyList<SiteFile> Files
    {
        get => field ?? [];
        init;
    }

    /// <summary>It was trained on the site, and its results are there.</summary>
    public bool HasTraining { get; init; }

    /// <summary>Whether Civitai itself says that its generator has it loaded; null when it says nothing.</summary>
    public bool? IsCovered { get; init; }

    /// <summary>Somebody switched generation off for it.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>It may not be promoted.</summary>
    public bool CannotPromote { get; init; }

    public IReadOnlyList<string> Tags
    {
        get => field ?? [];
        init;
    }

    public IReadOnlyList<string> TrainedWords
    {
        get => field ?? [];
        init;
    }

    public string? Creator { get; init; }

    /// <summary>The levels of its pictures together, as bits.</summary>
    public long NsfwLevel { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When the newest version of its model was published; null when that is not said.</summary>
    public DateTimeOffset? LastVersionAt { get; init; }

    /// <summary>When everybody may have it; null when everybody may.</summary>
    public DateTimeOffset? EarlyAccessUntil { get; init; }

    /// <summary>The strength that its creator recommends.</summary>
    public decimal? Strength { get; init; }

    public decimal? MinStrength { get; init; }

    public decimal? MaxStrength { get; init; }

    /// <summary>The address of a picture that was made with it.</summary>
    public string? Picture { get; init; }

    /// <summary>The level of that picture, as a bit; null when it is not said.</summary>
    public long? PictureLevel { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    /// <summary>Its AIR as the site writes it.</summary>
    public string? Air { get; init; }
}

/// <summary>A file on Civitai.</summary>
/// <param name="Format"><c>SafeTensor</c>, <c>Diffusers</c> …</param>
/// <param name="IsScanned">No scan complained.</param>
/// <param name="SizeBytes">Null when nobody said.</param>
public sealed record SiteFile(string? Format, bool IsScanned, long? SizeBytes)
{
    /// <summary>All hashes that the site names.</summary>
    public IReadOnlyList<string> Hashes
    {
        get => field ?? [];
        init;
    }
}
