namespace BerryAIGen.Database.Workflows;

/// <summary>Which workflows are asked for.</summary>
public sealed record WorkflowQuestion
{
    public string? Cursor { get; init; }

    public int Take { get; init; } = 100;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Stands somewhere in the metadata.</summary>
    public string? Text { get; init; }

    public bool IsAscending { get; init; }

    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    public bool ExcludesFailed { get; init; }
}
