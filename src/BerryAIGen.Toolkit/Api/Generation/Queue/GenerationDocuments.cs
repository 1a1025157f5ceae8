using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
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

/// <summary>A result.</summary>
internal sealed record GenerationOutputDocument
{
    public required string Id { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    /// <summary><c>show</c>, <c>blur</c> or <c>hide</c>; a hidden one has no address.</summary>
    public required string Display { get; init; }

    /// <summary><c>pg</c>, <c>pg13</c>, <c>r</c>, <c>x</c> or <c>xxx</c>; what nobody rated counts as r.</summary>
    public required string Level { get; init; }

    /// <summary>Where it is fetched; absent while it is hidden or not here.</summary>
    public string? Url { get; init; }

    /// <summary>Where it lies; absent while it is hidden or not here.</summary>
    public string? Path { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Whether it is here.</summary>
    public required bool Available { get; init; }

    /// <summary>Why the orchestrator withholds it.</summary>
    public string? BlockedReason { get; init; }

    public long? Seed { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>In seconds.</summary>
    public double? Duration { get; init; }

    public long? Size { get; init; }

    public static GenerationOutputDocument Of(GenerationOutputRow row, MaturityLimits limits)
    {
        var display = limits.DisplayOf(row.Level, row.BlockedReason);
        var isShown = display != MaturityLimits.Hide && row.Path is not null;
        return new GenerationOutputDocument
        {
            Id = row.Id,
            Number = row.Number,
            Display = display,
            Level = MaturityLevel.WordOf(MaturityLevel.BitOf(row.Level)),
            Url = isShown ? $"/api/generation/outputs/{row.Id}" : null,
            Path = isShown ? row.Path : null,
            MediaType = row.MediaType,
            Available = row.Path is not null,
            BlockedReason = row.BlockedReason,
            Seed = row.Seed,
            Width = row.Width,
            Height = row.Height,
            Duration = row.Duration,
            Size = row.Bytes,
        };
    }
}

/// <summary>What waits, runs, or came to nothing.</summary>
/// <param name="Generations">A page of them, in the order in which they are done.</param>
/// <param name="TotalCount">How many there are.</param>
internal sealed record GenerationQueueDocument(IReadOnlyList<GenerationDocument> Generations, int TotalCount);

/// <summary>What is done, the newest first.</summary>
/// <param name="Generations">A page of them.</param>
/// <param name="Next">The cursor of the next page; absent on the last one.</param>
internal sealed record GenerationFeedDocument(IReadOnlyList<GenerationDocument> Generations, string? Next);

/// <summary>What a form would cost.</summary>
/// <param name="Total">In Buzz; absent when the orchestrator names no price.</param>
/// <param name="Base">What is paid in any case.</param>
/// <param name="Factors">Numbers that are multiplied.</param>
/// <param name="Added">Numbers that are added.</param>
/// <param name="Accounts">What each account would pay.</param>
/// <param name="InsufficientBuzz">Whether the accounts hold too little.</param>
/// <param name="Ready">Whether somebody could run it now.</param>
/// <param name="Before">How many jobs are before it.</param>
/// <param name="DoneAt">When it should be done, in seconds since 1970.</param>
/// <param name="Notes">What was understood otherwise than it was written.</param>
internal sealed record GenerationQuoteDocument(
    int? Total,
    int? Base,
    IReadOnlyDictionary<string, double> Factors,
    IReadOnlyDictionary<string, double> Added,
    IReadOnlyDictionary<string, int> Accounts,
    bool InsufficientBuzz,
    bool Ready,
    int? Before,
    double? DoneAt,
    IReadOnlyList<string> Notes
);

/// <param name="Position">The place among one's own that wait, from 1.</param>
internal sealed record GenerationPositionWish(int Position);

/// <param name="Favourite">Whether it is one; absent leaves it.</param>
/// <param name="AddTags">Words to add.</param>
/// <param name="RemoveTags">Words to take away.</param>
internal sealed record GenerationFeedWish(
    bool? Favourite = null,
    IReadOnlyList<string>? AddTags = null,
    IReadOnlyList<string>? RemoveTags = null
);

/// <param name="Form">The form, ready to be submitted or changed.</param>
/// <param name="Notes">What the other workflow does not take, and was left out.</param>
internal sealed record GenerationFormDocument(JsonObject Form, IReadOnlyList<string> Notes);

/// <summary>What one asks for and sees at most; each one's own.</summary>
/// <param name="RequestLimit">More mature results are not asked for: <c>pg</c>, <c>pg13</c>, <c>r</c>, <c>x</c>, <c>xxx</c>.</param>
/// <param name="BrowsingLimit">More mature results are blurred or hidden.</param>
/// <param name="Above"><c>blur</c> or <c>hide</c>.</param>
internal sealed record GenerationLevelsDocument(
    string? RequestLimit = null,
    string? BrowsingLimit = null,
    string? Above = null
)
{
    public static GenerationLevelsDocument Of(MaturityLimits limits) =>
        new(limits.Request, limits.Browsing, limits.Above);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(GenerationQueueDocument))]
[JsonSerializable(typeof(GenerationFeedDocument))]
[JsonSerializable(typeof(GenerationQuoteDocument))]
[JsonSerializable(typeof(GenerationPositionWish))]
[JsonSerializable(typeof(GenerationFeedWish))]
[JsonSerializable(typeof(GenerationFormDocument))]
[JsonSerializable(typeof(GenerationLevelsDocument))]
[JsonSerializable(typeof(IReadOnlyList<BuzzLine>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class QueueJson : JsonSerializerContext;
