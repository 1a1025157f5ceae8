using BerryAIGen.Generation.Coverage;

namespace BerryAIGen.Database.Coverage;

/// <summary>Which models of the library are wanted for generating; what is null or empty narrows nothing. Words are matched whatever their case.</summary>
public sealed record GenerationQuery
{
    /// <summary>Words of name, creator, trigger words …; or the beginning of a hash.</summary>
    public string? Search { get; init; }

    /// <summary>In Civitai's words.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Ecosystems by id, key, name or base model; the first stands first in the list.</summary>
    public IReadOnlyList<string> Ecosystems { get; init; } = [];

    /// <summary>Types together with the ecosystems they are wanted of, as a place takes them; <see cref="Ecosystems"/> then order the list alone.</summary>
    public IReadOnlyList<ResourcePair> Pairs { get; init; } = [];

    public string? BaseModel { get; init; }

    /// <summary><c>Trained</c> or <c>Merge</c>.</summary>
    public string? CheckpointType { get; init; }

    /// <summary>A tag of Civitai's; its categories are tags as well.</summary>
    public string? Tag { get; init; }

    /// <summary>Who made it.</summary>
    public string? User { get; init; }

    public string? Status { get; init; }

    public string? Availability { get; init; }

    /// <summary>How its file is stored.</summary>
    public string? Format { get; init; }

    /// <summary>The beginning of any hash of it.</summary>
    public string? Hash { get; init; }

    public long? ModelId { get; init; }

    public long? VersionId { get; init; }

    /// <summary>Civitai's numbers of versions of which one is wanted.</summary>
    public IReadOnlyList<long> VersionIds { get; init; } = [];

    /// <summary>Civitai's numbers of models of which one is wanted.</summary>
    public IReadOnlyList<long> ModelIds { get; init; } = [];

    /// <summary>Rows of the registry.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>The highest level of its pictures: 1 pg, 2 pg13, 4 r, 8 x, 16 xxx.</summary>
    public long? MaxNsfwLevel { get; init; }

    /// <summary>Only models whose newest version was published then or later, in seconds since 1970.</summary>
    public long? LastVersionAfter { get; init; }

    public bool? IsRealPerson { get; init; }

    public bool? IsMinor { get; init; }

    public bool? CannotPromote { get; init; }

    /// <summary>Whether it generates for whoever asks: by its coverage, and by the gates of now.</summary>
    public bool? CanGenerate { get; init; }

    /// <summary>Where: one of <see cref="CoveragePlace.All"/>; null for anywhere.</summary>
    public string? At { get; init; }

    public int Offset { get; init; }

    public int Limit { get; init; } = 20;
}
