namespace BerryAIGen.Database.Site.Images;

/// <summary>What decides whether and where a picture stands in a list.</summary>
public sealed record SiteImage
{
    public required int Id { get; init; }

    /// <summary>The row of the model that tells of it; 0 for one that came by itself.</summary>
    public long ModelRow { get; init; }

    /// <summary>Its own record, which knows more than a model does; 0 for none.</summary>
    public long Record { get; init; }

    /// <summary>The path at this server of one that lies beside a model; null for what Civitai told of.</summary>
    public string? Preview { get; init; }

    public int? ModelId { get; init; }

    public IReadOnlyList<int> VersionIds { get; init; } = [];

    /// <summary>How mature it is, one bit of Civitai's.</summary>
    public required int Level { get; init; }

    /// <summary><c>image</c>, <c>video</c> or <c>audio</c>.</summary>
    public required string Type { get; init; }

    public string? BaseModel { get; init; }

    public string? Username { get; init; }

    public int? PostId { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    public long Reactions { get; init; }

    public long Comments { get; init; }

    public bool HasMeta { get; init; }
}
