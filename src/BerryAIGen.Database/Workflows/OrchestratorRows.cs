namespace BerryAIGen.Database.Workflows;

/// <summary>A workflow of this server's own orchestrator.</summary>
public sealed class WorkflowRow
{
    /// <summary>The later one is the greater one.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: the id of an access key, or <c>local</c>. Nobody else sees it.</summary>
    public required string Owner { get; init; }

    /// <summary>Names the caller's action; the same one is the same workflow.</summary>
    public string? ExternalId { get; set; }

    public required string Status { get; set; }

    /// <summary>A JSON list.</summary>
    public string Tags { get; set; } = "[]";

    public string Metadata { get; set; } = "{}";

    public string Arguments { get; init; } = "{}";

    /// <summary>A JSON list.</summary>
    public string Callbacks { get; init; } = "[]";

    /// <summary>Members that mean something elsewhere, a JSON object.</summary>
    public string Others { get; init; } = "{}";

    public bool? AllowMatureContent { get; set; }

    public string? NsfwLevel { get; init; }

    public bool IsEphemeral { get; init; }

    /// <summary>How the caller reaches this server, for addresses in callbacks.</summary>
    public string BaseAddress { get; init; } = "";

    /// <summary>What is searched in: the metadata in small letters.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>How long it should take.</summary>
    public double EstimatedSeconds { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? CompletedAt { get; set; }

    public DateTime? DeletedAt { get; set; }

    public DateTime UpdatedAt { get; set; }
}

/// <summary>A word of a workflow, for finding it.</summary>
public sealed class WorkflowTagRow
{
    public required string WorkflowId { get; init; }

    public required string Tag { get; init; }
}

/// <summary>A step of a workflow.</summary>
public sealed class WorkflowStepRow
{
    public required string WorkflowId { get; init; }

    public int Position { get; init; }

    public required string Name { get; init; }

    /// <summary>The word of <c>$type</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Those of one group wait for each other.</summary>
    public required string Group { get; init; }

    /// <summary>The greater one goes first.</summary>
    public int Priority { get; init; }

    public double? TimeoutSeconds { get; init; }

    public int Retries { get; init; }

    public string Metadata { get; set; } = "{}";

    /// <summary>With its references.</summary>
    public string Input { get; init; } = "{}";

    /// <summary>The names of the steps that it waits for, a JSON list.</summary>
    public string Needs { get; init; } = "[]";

    public required string Status { get; set; }

    /// <summary>The job that does it, or did last; null before its turn.</summary>
    public string? JobId { get; set; }

    /// <summary>The jobs before that one, which failed; a JSON list.</summary>
    public string FormerJobs { get; set; } = "[]";

    public double? Progress { get; set; }

    public string? Output { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>Whether it failed for what was sent, and not for how it was done here.</summary>
    public bool IsUserError { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? CompletedAt { get; set; }
}

/// <summary>A file that somebody sent or a step made; the bytes lie on disk by their hash.</summary>
public sealed class BlobRow
{
    public required string Id { get; init; }

    /// <summary>As of <see cref="WorkflowRow.Owner"/>.</summary>
    public required string Owner { get; init; }

    public required string Sha256 { get; init; }

    public long SizeBytes { get; init; }

    public required string MediaType { get; init; }

    /// <summary><c>image</c>, <c>video</c>, <c>audio</c> or <c>archive</c>.</summary>
    public required string Type { get; init; }

    public string? FileName { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public string? WorkflowId { get; init; }

    public string? JobId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime ExpiresAt { get; set; }
}

/// <summary>Something that somebody is to be told; those of a workflow and an address go in their order.</summary>
public sealed class CallbackRow
{
    public long Id { get; init; }

    public required string WorkflowId { get; init; }

    public required string Url { get; init; }

    public required string Payload { get; init; }

    public int Failures { get; set; }

    /// <summary>Null when it was given up.</summary>
    public DateTime? NextAt { get; set; }

    /// <summary>Counts up with whoever sends it.</summary>
    public int Claim { get; set; }

    /// <summary>Until when nobody else sends it.</summary>
    public DateTime? ClaimedUntil { get; set; }

    /// <summary>What came back last.</summary>
    public string? Problem { get; set; }

    public DateTime CreatedAt { get; init; }
}
