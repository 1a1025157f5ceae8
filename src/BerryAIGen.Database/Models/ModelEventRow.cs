namespace BerryAIGen.Database.Models;

/// <summary>One line of a model's history: indexed, downloaded, moved, verified, quarantined, used …</summary>
public sealed class ModelEventRow
{
    public long Id { get; init; }

    public required string ModelId { get; init; }

    public DateTime At { get; init; }

    public required string Event { get; init; }

    /// <summary>The model's status after it.</summary>
    public required string Status { get; init; }

    /// <summary>A JSON object.</summary>
    public string Details { get; init; } = "{}";
}
