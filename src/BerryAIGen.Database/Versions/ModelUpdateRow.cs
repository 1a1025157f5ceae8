namespace BerryAIGen.Database.Versions;

/// <summary>What the last check for updates found of one model.</summary>
public sealed class ModelUpdateRow
{
    /// <summary>The model's.</summary>
    public required string ModelId { get; init; }

    /// <summary>In the words of <c>berry updates</c>: <c>update_available</c>, <c>gone_upstream</c> …</summary>
    public required string State { get; set; }

    /// <summary><c>same</c>, <c>changed</c>, <c>gone</c> or <c>unknown</c>.</summary>
    public required string Upstream { get; set; }

    /// <summary>The source's number of the version that is offered, or told to be in early access; null for none.</summary>
    public int? OfferedVersion { get; set; }

    /// <summary>The rest of what was found, a JSON object.</summary>
    public string Finding { get; set; } = "{}";

    public DateTime CheckedAt { get; set; }
}

/// <summary>Something that a person should hear of when they come back.</summary>
public sealed class NotificationRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    /// <summary>Such as <c>update_available</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about; null when about all.</summary>
    public string? ModelId { get; init; }

    /// <summary>One sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The same for programs, a JSON object by its kind; null for nothing more.</summary>
    public string? Details { get; init; }

    /// <summary>The only one who is told; null for everybody.</summary>
    public string? Owner { get; init; }

    /// <summary>When somebody said that it is read; null before.</summary>
    public DateTime? ReadAt { get; set; }
}
