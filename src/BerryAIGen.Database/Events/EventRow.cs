namespace BerryAIGen.Database.Events;

/// <summary>Something that happened, for those who listen; its number is the <c>Last-Event-ID</c>.</summary>
public sealed class EventRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    /// <summary>Such as <c>download.progress</c>, <c>job.completed</c>, <c>library.changed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of what it is about; null when about all.</summary>
    public string? Subject { get; init; }

    /// <summary>The only one who is told; null for everybody.</summary>
    public string? Owner { get; init; }

    /// <summary>A JSON object.</summary>
    public string Body { get; init; } = "{}";
}
