namespace BerryAIGen.Database.Site;

/// <summary>What decides whether and where a model stands in a list.</summary>
public sealed record SiteEntry
{
    public required long Row { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? Creator { get; init; }

    /// <summary>An address on Civitai; null when none was told.</summary>
    public string? CreatorImage { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<string> BaseModels { get; init; }

    public required IReadOnlyList<int> VersionIds { get; init; }

    /// <summary>Whether nothing of it may be shown to those who did not ask for mature content.</summary>
    public bool IsMature { get; init; }

    /// <summary>Flagged as showing minors: never among mature content.</summary>
    public bool IsMinor { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>Listed only for who asks for it by its number or for all of its creator.</summary>
    public bool IsUnlisted { get; init; }

    public bool SupportsGeneration { get; init; }

    public string? CheckpointType { get; init; }

    public long Downloads { get; init; }

    public long ThumbsUp { get; init; }

    public long Comments { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long PublishedAt { get; init; }
}
