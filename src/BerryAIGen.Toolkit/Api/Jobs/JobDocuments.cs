using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Toolkit.Api.Jobs;

/// <summary>Jobs, the newest first.</summary>
/// <param name="Jobs">Those that fit.</param>
/// <param name="TotalCount">How many fit, without offset and limit.</param>
/// <param name="Kinds">What kinds this server can do.</param>
internal sealed record JobsDocument(IReadOnlyList<JobDocument> Jobs, int TotalCount, IReadOnlyList<string> Kinds);

/// <summary>One job.</summary>
internal sealed record JobDocument
{
    public required string Id { get; init; }

    /// <summary><c>download</c>, <c>index</c>, <c>verify</c>, <c>convert</c> …</summary>
    public required string Kind { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>0 to 1; absent while it cannot be told.</summary>
    public double? Progress { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempt { get; init; }

    /// <summary>The server that runs it, as <c>host:process</c>.</summary>
    public string? Owner { get; init; }

    public JsonNode? Payload { get; init; }

    public JsonNode? Result { get; init; }

    public ErrorBody? Error { get; init; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public required double CreatedAt { get; init; }

    public double? StartedAt { get; init; }

    public double? FinishedAt { get; init; }

    public required double UpdatedAt { get; init; }

    public static JobDocument Of(JobRow row) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind,
            State = row.State,
            Progress = row.Progress,
            Attempt = row.Attempt,
            Owner = JobNode.Describe(row.Owner),
            Payload = JsonNode.Parse(row.Payload),
            Result = row.Result is { } result ? JsonNode.Parse(result) : null,
            Error = JobErrors.Read(row.Error),
            CreatedAt = Seconds(row.CreatedAt),
            StartedAt = row.StartedAt is { } started ? Seconds(started) : null,
            FinishedAt = row.FinishedAt is { } finished ? Seconds(finished) : null,
            UpdatedAt = Seconds(row.UpdatedAt),
        };

    public static double Seconds(DateTime at) => (at - DateTime.UnixEpoch).TotalSeconds;
}

/// <summary>What a job told while it ran, the oldest first.</summary>
/// <param name="Lines">Each sentence.</param>
internal sealed record JobLogDocument(IReadOnlyList<JobLogLine> Lines);

/// <param name="At">Seconds since 1970, UTC.</param>
/// <param name="Level">info, warning or error.</param>
/// <param name="Message">A sentence.</param>
internal sealed record JobLogLine(double At, string Level, string Message);

/// <summary>What is to be made of a model.</summary>
/// <param name="Precision">fp32, fp16, bf16 or fp8_e4m3fn; left out for the same as before.</param>
/// <param name="Prune">Leave out averaged copies of the weights and tensors that are another one's by a second name.</param>
internal sealed record ConvertQuestion(string? Precision = null, bool Prune = false);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobLogDocument))]
[JsonSerializable(typeof(ConvertQuestion))]
internal sealed partial class JobApiJson : JsonSerializerContext;
