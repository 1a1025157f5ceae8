namespace BerryAIGen.Sandbox.Seeding;

/// <summary>What to say about a model; everything that is left out is derived from the ids.</summary>
public sealed record ModelSpec
{
    /// <summary>Id of the model.</summary>
    public required int Id { get; init; }

    /// <summary>Any text.</summary>
    public required string Name { get; init; }

    /// <summary>A ModelType word.</summary>
    public string Type { get; init; } = "Checkpoint";

    /// <summary>HTML, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the creator; null for a deleted one.</summary>
    public string? Creator { get; init; }

    /// <summary>Tag names.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The creator's own flag.</summary>
    public bool Nsfw { get; init; }

    /// <summary>Shows a real person: hidden from lists, 404 elsewhere.</summary>
    public bool Poi { get; init; }

    /// <summary>Flagged as minor.</summary>
    public bool Minor { get; init; }

    /// <summary>Public, Unsearchable, Private or EarlyAccess.</summary>
    public string Availability { get; init; } = "Public";

    /// <summary>Archived, TakenDown or null.</summary>
    public string? Mode { get; init; }

    /// <summary>A ModelStatus word; only Published is visible.</summary>
    public string Status { get; init; } = "Published";

    /// <summary>Trained or Merge.</summary>
    public string CheckpointType { get; init; } = "Trained";

    /// <summary>CommercialUse words.</summary>
    public IReadOnlyList<string> AllowCommercialUse { get; init; } = ["Image", "RentCivit"];

    /// <summary>May be used without naming the creator.</summary>
    public bool AllowNoCredit { get; init; } = true;

    /// <summary>Download count; null when the creator hides it.</summary>
    public int? Downloads { get; init; } = 100;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<VersionSpec> Versions { get; init; } = [];
}
