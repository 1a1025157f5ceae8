using BerryAIGen.Generation.Maturity;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Database.Pictures;

/// <summary>Which pictures are wanted; what is null does not narrow.</summary>
public sealed record PictureQuery
{
    public long? FolderId { get; init; }

    /// <summary>The library's model that they were made with.</summary>
    public string? ModelId { get; init; }

    /// <summary>Whether a model of theirs is not here.</summary>
    public bool? IsMissing { get; init; }

    /// <summary>Words of the prompt, all of them.</summary>
    public string? Words { get; init; }

    /// <summary>The program that made them.</summary>
    public string? Application { get; init; }

    /// <summary>How mature, in words with commas between them; <c>unrated</c> are those of which nobody said.</summary>
    public string? Levels { get; init; }

    /// <summary><c>newest</c> or <c>oldest</c> first.</summary>
    public string? Sort { get; init; }

    public int? Offset { get; init; }

    public int? Limit { get; init; }
}

/// <param name="Items">Those of the page.</param>
/// <param name="TotalCount">How many fit in all.</param>
public sealed record PicturePage(IReadOnlyList<ListedPicture> Items, int TotalCount);

/// <summary>A picture in a list.</summary>
public sealed record ListedPicture
{
    public required long Id { get; init; }

    public required long FolderId { get; init; }

    public required string Path { get; init; }

    public required long SizeBytes { get; init; }

    public required long ModifiedTicks { get; init; }

    public required string Kind { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? Application { get; init; }

    public string? Prompt { get; init; }

    public string? Seed { get; init; }

    public int? Steps { get; init; }

    public double? CfgScale { get; init; }

    public string? Sampler { get; init; }

    public string? Failure { get; init; }

    public bool HasThumbnail { get; init; }

    /// <summary>How mature the orchestrator calls it; null for what nobody rated and for what was not generated here.</summary>
    public string? Level { get; set; }

    /// <summary>What is done with it for the viewer: <c>show</c>, <c>blur</c> or <c>hide</c>.</summary>
    public string Display { get; set; } = MaturityLimits.Show;
}

/// <summary>All that is known of a picture.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Settings">What else the program said.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Models">What it was made with, in its own order.</param>
public sealed record KnownPicture(
    PictureRow Row,
    PictureFolderRow Folder,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Problems,
    IReadOnlyList<NamedPictureModel> Models
)
{
    /// <inheritdoc cref="ListedPicture.Level"/>
    public string? Level { get; init; }

    /// <inheritdoc cref="ListedPicture.Display"/>
    public string Display { get; init; } = MaturityLimits.Show;
}

/// <summary>A model that a picture names, and what the library knows of it.</summary>
/// <param name="Resource">What the picture says.</param>
/// <param name="State">Whether it is here.</param>
/// <param name="Candidates">Where it may be had, when it is missing.</param>
public sealed record NamedPictureModel(
    RecipeResource Resource,
    PictureModelState State,
    IReadOnlyList<ModelCandidate> Candidates
)
{
    /// <summary>The library's.</summary>
    public string? ModelId { get; init; }

    public string? Path { get; init; }

    /// <summary><c>hash</c>, <c>version</c> or <c>name</c>.</summary>
    public string? MatchedBy { get; init; }

    public string? Note { get; init; }

    public long? CivitaiModelId { get; init; }

    public long? CivitaiVersionId { get; init; }
}
