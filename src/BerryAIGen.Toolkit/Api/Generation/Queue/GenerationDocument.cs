using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>A generation; times are seconds since 1970, costs are Buzz.</summary>
internal sealed record GenerationDocument
{
    public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>How far it is, in the orchestrator's word; absent before it was submitted.</summary>
    public string? Status { get; init; }

    public double? Progress { get; init; }

    /// <summary>The key of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The key of the ecosystem.</summary>
    public required string Ecosystem { get; init; }

    public required string Media { get; init; }

    /// <summary>What was filled in.</summary>
    public required JsonObject Form { get; init; }

    /// <summary>What was understood otherwise than it was written.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The orchestrator's id.</summary>
    public string? WorkflowId { get; init; }

    public string? Orchestrator { get; init; }

    /// <summary>The tier whose limits held when it was ordered; absent for the definitions' own.</summary>
    public string? Tier { get; init; }

    /// <summary>Until when it waits because the orchestrator wants to be asked later; absent while it waits for nothing.</summary>
    public double? WaitsUntil { get; init; }

    public int? Cost { get; init; }

    /// <summary>What was taken and given back.</summary>
    public required IReadOnlyList<BuzzLine> Transactions { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorBody? Error { get; init; }

    public required bool Favourite { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<GenerationOutputDocument> Outputs { get; init; }

    /// <summary>Whether mature results can be allowed, with <c>POST …/unlock</c>.</summary>
    public required bool Unlockable { get; init; }

    /// <summary>The job that runs it.</summary>
    public string? JobId { get; init; }

    public required double CreatedAt { get; init; }

    public required double UpdatedAt { get; init; }

    public double? FinishedAt { get; init; }

    /// <summary>When it was removed; absent while it is there.</summary>
    public double? RemovedAt { get; init; }

    public static GenerationDocument Of(
        GenerationRow row,
        IEnumerable<GenerationOutputRow> outputs,
        IEnumerable<string> tags,
        MaturityLimits limits
    )
    {
        var shown = outputs.Select(output => GenerationOutputDocument.Of(output, limits)).ToArray();
        return new GenerationDocument
        {
            Id = row.Id,
            State = row.State,
            Status = row.Status,
            Progress = row.Progress,
            Workflow = row.Workflow,
            Ecosystem = row.Ecosystem,
            Media = row.Media,
            Form = JsonNode.Parse(row.Form)!.AsObject(),
            Notes = JsonSerializer.Deserialize(row.Notes, QueueJson.Default.IReadOnlyListString)!,
            WorkflowId = row.WorkflowId,
            Orchestrator = row.Orchestrator,
            Tier = row.Tier,
            WaitsUntil = UnixTime.Of(row.WaitsUntil),
            Cost = row.Cost,
            Transactions = row.Transactions is { } lines
                ? JsonSerializer.Deserialize(lines, QueueJson.Default.IReadOnlyListBuzzLine)!
                : [],
            Error = JobErrors.Read(row.Error),
            Favourite = row.Favourite,
            Tags = [.. tags],
            Outputs = shown,
            Unlockable = row.WorkflowId is not null && shown.Any(output => output.BlockedReason is not null),
            JobId = row.JobId,
            CreatedAt = UnixTime.Of(row.CreatedAt),
            UpdatedAt = UnixTime.Of(row.UpdatedAt),
            FinishedAt = UnixTime.Of(row.FinishedAt),
            RemovedAt = UnixTime.Of(row.HiddenAt),
        };
    }
}
