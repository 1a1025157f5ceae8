namespace BerryAIGen.Database.Pictures;

/// <summary>A folder of pictures that the server keeps a list of.</summary>
public sealed class PictureFolderRow
{
    public long Id { get; init; }

    /// <summary>Its whole path on the server's machine.</summary>
    public required string Path { get; init; }

    /// <summary>Whether its sub-folders belong to it.</summary>
    public bool IsRecursive { get; init; }

    public DateTime AddedAt { get; init; }

    /// <summary>When it was last looked through to the end; null for never.</summary>
    public DateTime? IndexedAt { get; set; }
}

/// <summary>A picture or video, as it was when it was read last.</summary>
public sealed class PictureRow
{
    public long Id { get; init; }

    public long FolderId { get; init; }

    /// <summary>Below the folder, with <c>/</c> between folders.</summary>
    public required string Path { get; init; }

    public long SizeBytes { get; set; }

    /// <summary>When the file was last written, in ticks of UTC; with the size it tells whether it changed.</summary>
    public long ModifiedTicks { get; set; }

    /// <summary>What it is by its bytes: <c>png</c>, <c>jpeg</c> …; empty when it could not be read.</summary>
    public string Kind { get; set; } = "";

    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>The program that made it; null when nothing in it says so.</summary>
    public string? Application { get; set; }

    public string? ApplicationVersion { get; set; }

    public string? Prompt { get; set; }

    public string? NegativePrompt { get; set; }

    /// <summary>A whole number that may be larger than a database's.</summary>
    public string? Seed { get; set; }

    public int? Steps { get; set; }

    public double? CfgScale { get; set; }

    public string? Sampler { get; set; }

    public string? Scheduler { get; set; }

    /// <summary>The size that was asked for.</summary>
    public int? AskedWidth { get; set; }

    public int? AskedHeight { get; set; }

    /// <summary>What else the program said, a JSON object.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>What could not be read of it, a JSON array of sentences.</summary>
    public string Problems { get; set; } = "[]";

    /// <summary>Why nothing could be read of it; null when it was read.</summary>
    public string? Failure { get; set; }

    /// <summary>
    /// The key of its thumbnail, the same on every server; null when none was made. The file is only where somebody made it.
    /// </summary>
    public string? Thumbnail { get; set; }

    /// <summary>Why the picture cannot have one; null when nobody tried yet, or may try again.</summary>
    public string? ThumbnailProblem { get; set; }

    public DateTime IndexedAt { get; set; }
}

/// <summary>A model as pictures name it; several pictures that say the same of it share one.</summary>
public sealed class PictureModelRow
{
    public long Id { get; init; }

    /// <summary>The same for all that say the same.</summary>
    public required string Key { get; init; }

    public required string Type { get; init; }

    public string? Name { get; init; }

    public string? Hash { get; init; }

    public string? HashKind { get; init; }

    /// <summary>Civitai's numbers, as pictures tell them.</summary>
    public long? ToldModelId { get; init; }

    public long? ToldVersionId { get; init; }

    public string? VersionName { get; init; }

    public string? Air { get; init; }

    /// <summary>Civitai's numbers, as the library tells them by the hash or the told version, or Civitai by the hash; never by a name.</summary>
    public long? FoundModelId { get; set; }

    public long? FoundVersionId { get; set; }

    /// <summary>When Civitai was asked for the hash; null for never.</summary>
    public DateTime? AskedAt { get; set; }

    /// <summary>The library's model; null when it has none.</summary>
    public string? ModelId { get; set; }

    /// <summary>Whether that model's file is there.</summary>
    public bool IsHere { get; set; }

    /// <summary><c>hash</c>, <c>version</c> or <c>name</c>.</summary>
    public string? MatchedBy { get; set; }

    /// <summary>What a person should know.</summary>
    public string? Note { get; set; }
}

/// <summary>That a picture was made with a model.</summary>
public sealed class PictureLinkRow
{
    public long PictureId { get; init; }

    /// <summary>Where in the picture's own order.</summary>
    public int Position { get; init; }

    public long PictureModelId { get; init; }

    public double? Weight { get; init; }
}
