using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A workflow as the service knows it.</summary>
public sealed record Workflow : OpenRecord
{
    /// <summary>Its id; treat it as opaque. Null for an estimate.</summary>
    public string? Id { get; set; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When its first step began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Its steps with what came of them.</summary>
    public OpenList<WorkflowStep> Steps { get; set; } = [];

    /// <summary>Its words.</summary>
    public OpenList<string>? Tags { get; set; }

    /// <summary>What the caller put there.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>The values that steps refer to.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Who is told of it.</summary>
    public OpenList<WorkflowCallback>? Callbacks { get; set; }

    /// <summary>What was given on top of the price.</summary>
    [JsonConverter(typeof(MemberConverter<WorkflowTips>))]
    public WorkflowTips? Tips { get; set; }

    /// <summary>What it costs.</summary>
    [JsonConverter(typeof(MemberConverter<WorkflowCost>))]
    public WorkflowCost? Cost { get; set; }

    /// <summary>What was taken and given back; for an estimate what would be taken.</summary>
    [JsonConverter(typeof(MemberConverter<TransactionSummary>))]
    public TransactionSummary? Transactions { get; set; }

    /// <summary>How mature it may be.</summary>
    public NsfwLevel? NsfwLevel { get; set; }

    /// <summary>Whether mature content is allowed.</summary>
    public bool? AllowMatureContent { get; set; }

    /// <summary>What happens when safe work turns out mature.</summary>
    public UpgradeMode? UpgradeMode { get; set; }

    /// <summary>The accounts that may pay.</summary>
    public OpenList<BuzzAccount>? Currencies { get; set; }

    /// <summary>Whether unfinished providers may run it.</summary>
    public bool? Experimental { get; set; }

    /// <summary>Whether somebody of the service gave the Buzz back.</summary>
    public bool? ForceRefunded { get; set; }

    /// <summary>Whether nothing is kept after it ended.</summary>
    public bool? Ephemeral { get; set; }

    /// <summary>The caller's own id.</summary>
    public string? ExternalId { get; set; }

    /// <summary>What was given back for lost results.</summary>
    public int? LostBlobsRefund { get; set; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>All blobs of all steps, in the order of the steps.</summary>
    [JsonIgnore]
    public IReadOnlyList<StepBlob> Blobs => [.. Steps.SelectMany(step => step.Blobs)];

    /// <summary>Why its steps failed; empty when none did.</summary>
    [JsonIgnore]
    public IReadOnlyList<StepFailure> Failures => [.. Steps.SelectMany(StepFailure.Of)];

    /// <summary>How far it is, 0 to 1: the mean of its steps.</summary>
    [JsonIgnore]
    public double Progress =>
        Steps.Count == 0
            ? 0
            : Steps.Average(step => step.Status == WorkflowStatus.Succeeded ? 1 : step.EstimatedProgressRate ?? 0);

    /// <summary>For an estimate: whether somebody could run every job now.</summary>
    [JsonIgnore]
    public bool IsReady =>
        Steps
            .SelectMany(step => step.Jobs ?? [])
            .All(job => job.QueuePosition?.Support is not { } support || support == JobSupport.Available);
}
