using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Generations;

/// <summary>Something that a person asked an orchestrator for.</summary>
public sealed class GenerationRow
{
    public required string Id { get; init; }

    /// <summary>Whose it is: the id of an access key, or <c>local</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>One of <see cref="JobState"/>: that of its job.</summary>
    public string State { get; set; } = JobState.Queued;

    /// <summary>How far the workflow is, in the orchestrator's word; <c>submitting</c> while nobody knows; null before.</summary>
    public string? Status { get; set; }

    /// <summary>0 to 1; null while it cannot be told.</summary>
    public double? Progress { get; set; }

    /// <summary>The key of the workflow: <c>txt2img</c>.</summary>
    public required string Workflow { get; init; }

    /// <summary>The key of the ecosystem: <c>SDXL</c>.</summary>
    public required string Ecosystem { get; init; }

    /// <summary>What it makes: <c>image</c>, <c>video</c> …</summary>
    public required string Media { get; init; }

    /// <summary>What was filled in, a JSON object.</summary>
    public required string Form { get; init; }

    /// <summary>What is submitted, a JSON object.</summary>
    public required string Body { get; set; }

    /// <summary>What was understood otherwise than it was written, a JSON list of sentences.</summary>
    public string Notes { get; init; } = "[]";

    /// <summary>What is written into its pictures, a JSON object.</summary>
    public required string Recipe { get; set; }

    /// <summary>Names the action to the orchestrator, and is written down before it: nothing is paid twice.</summary>
    public required string ExternalId { get; set; }

    /// <summary>The orchestrator's id; null before it was taken.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>Who was asked.</summary>
    public string? Orchestrator { get; set; }

    /// <summary>The tier whose limits held when it was ordered; null for the definitions' own.</summary>
    public string? Tier { get; init; }

    /// <summary>Until when it is not asked for again, because the orchestrator wants that; null while it waits for nothing.</summary>
    public DateTime? WaitsUntil { get; set; }

    /// <summary>Whether mature results are left out of its answers.</summary>
    public bool HidesMature { get; set; }

    /// <summary>In Buzz; null before anybody said.</summary>
    public int? Cost { get; set; }

    /// <summary>What was taken and given back, a JSON list; null before.</summary>
    public string? Transactions { get; set; }

    /// <summary>The error body's <c>error</c> object; null when nothing failed.</summary>
    public string? Error { get; set; }

    /// <summary>The job that runs it; waiting ones exchange theirs when they change places.</summary>
    public string? JobId { get; set; }

    /// <summary>Its place among those that wait; counts up.</summary>
    public long Position { get; set; }

    /// <summary>The client's name of the request; null for none.</summary>
    public string? RequestKey { get; init; }

    /// <summary>A hash of the form as it was sent under <see cref="RequestKey"/>; null for none.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Makes the address of callbacks one that nobody guesses.</summary>
    public required string CallbackToken { get; init; }

    public bool Favourite { get; set; }

    /// <summary>When it was removed from the feed; null while it is there.</summary>
    public DateTime? HiddenAt { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    public DateTime? FinishedAt { get; set; }
}

/// <summary>One result of a generation.</summary>
public sealed class GenerationOutputRow
{
    public required string Id { get; init; }

    public required string GenerationId { get; init; }

    /// <summary>Its place among the results, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The orchestrator's name of it.</summary>
    public required string BlobId { get; init; }

    /// <summary>Such as <c>image/png</c>; null before it is here.</summary>
    public string? MediaType { get; set; }

    /// <summary>The orchestrator's word; null where nobody rated it.</summary>
    public string? Level { get; set; }

    /// <summary>Why the orchestrator withholds it; null when it does not.</summary>
    public string? BlockedReason { get; set; }

    /// <summary>The seed that was asked for.</summary>
    public long? Seed { get; init; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>In seconds.</summary>
    public double? Duration { get; set; }

    /// <summary>Where it is; null before it is here.</summary>
    public string? Path { get; set; }

    public long? Bytes { get; set; }

    public DateTime? SavedAt { get; set; }
}

/// <summary>A word that a person gave a generation.</summary>
public sealed class GenerationTagRow
{
    public required string GenerationId { get; init; }

    public required string Tag { get; init; }
}

/// <summary>An event of an orchestrator that was taken; the same may come again.</summary>
public sealed class GenerationCallbackRow
{
    public required string GenerationId { get; init; }

    /// <summary>Workflow, status and time of the event.</summary>
    public required string Mark { get; init; }
}
