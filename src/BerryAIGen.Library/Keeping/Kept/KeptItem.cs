namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>A model that was taken away with all that belongs to it, and waits to be restored or emptied.</summary>
public sealed record KeptItem
{
    /// <summary>Names it; begins with the time.</summary>
    public required string Id { get; init; }

    /// <summary>The folder of models it is from.</summary>
    public required string Root { get; init; }

    /// <summary>Where it was.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Why, as a person or a check gave it.</summary>
    public string? Reason { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>Every file of it, relative to the folder it was in.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>What became of one request to take away, restore or empty.</summary>
/// <param name="Subject">The path or id as it was given.</param>
/// <param name="Item">The item; null when there is none.</param>
/// <param name="Failure">Why it was not done; null when it was.</param>
/// <param name="Note">What a person should know of what was done.</param>
public sealed record KeptOutcome(string Subject, KeptItem? Item, Failure? Failure = null, string? Note = null);
