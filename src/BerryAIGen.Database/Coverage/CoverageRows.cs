namespace BerryAIGen.Database.Coverage;

/// <summary>A version that generates whatever else is said of it; made of the definitions, never written by hand.</summary>
public sealed class EcosystemCheckpointRow
{
    /// <summary>Civitai's number.</summary>
    public long VersionId { get; init; }

    public required string Name { get; set; }

    /// <summary>The id of its ecosystem.</summary>
    public required string Ecosystem { get; set; }

    public long? ModelId { get; set; }

    /// <summary>It is taken when nobody chooses.</summary>
    public bool IsDefault { get; set; }
}

/// <summary>A base model with which models of everybody generate; made of the definitions, never written by hand.</summary>
public sealed class GenerationBaseModelRow
{
    /// <summary>Civitai's name.</summary>
    public required string BaseModel { get; init; }

    /// <summary>The id of its ecosystem.</summary>
    public required string Ecosystem { get; set; }

    /// <summary>The types of models, one in each line.</summary>
    public required string Types { get; set; }
}

/// <summary>Whether a model of the library generates, and what choosing one is narrowed by.</summary>
public sealed class GenerationCoverageRow
{
    /// <summary>The row of <c>model_registry</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Civitai's number of the version; null when Civitai does not have it.</summary>
    public long? VersionId { get; set; }

    /// <summary>Civitai's number of the model; null when Civitai does not have it.</summary>
    public long? ModelId { get; set; }

    /// <summary>In Civitai's words; null when it is not known.</summary>
    public string? Type { get; set; }

    public string? BaseModel { get; set; }

    /// <summary>The id of its ecosystem; null when it is not known.</summary>
    public string? Ecosystem { get; set; }

    /// <summary>Civitai generates with it, if no gate stands before it.</summary>
    public bool AtCivitai { get; set; }

    /// <summary>A machine of one's own generates with it, if no gate stands before it.</summary>
    public bool AtHome { get; set; }

    /// <summary>Both answers with their reasons: a JSON object.</summary>
    public required string Verdict { get; set; }

    /// <summary>All that was known of it, for choosing it: a JSON object.</summary>
    public required string Facts { get; set; }

    public string? CheckpointType { get; set; }

    public string? Creator { get; set; }

    /// <summary>Words between line ends, so that one is found as a whole; so are the next two.</summary>
    public string Tags { get; set; } = "";

    public string Formats { get; set; } = "";

    public string Hashes { get; set; } = "";

    /// <summary>The levels of its pictures together, as bits.</summary>
    public long NsfwLevel { get; set; }

    /// <summary>Civitai's word for where the version stands in its life.</summary>
    public string? Status { get; set; }

    /// <summary>Civitai's word for who may see it.</summary>
    public string? Availability { get; set; }

    public bool IsRealPerson { get; set; }

    public bool IsMinor { get; set; }

    public bool CannotPromote { get; set; }

    /// <summary>When the version was published.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>When the newest version of its model was published, in seconds since 1970; null when that is not known.</summary>
    public long? LastVersionAt { get; set; }
}
