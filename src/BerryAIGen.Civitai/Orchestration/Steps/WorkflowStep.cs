using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A step as the service knows it.</summary>
public sealed record WorkflowStep : OpenRecord
{
    /// <summary>What it does, <c>imageGen</c>.</summary>
    [JsonPropertyName("$type")]
    public string? Type { get; set; }

    /// <summary>Its name in the workflow, by which other steps refer to it; <c>$0</c> when it was given none.</summary>
    public string? Name { get; set; }

    /// <summary>Who is served first.</summary>
    public StepPriority? Priority { get; set; }

    /// <summary>How long it may take.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often it is tried again.</summary>
    public int? Retries { get; set; }

    /// <summary>What the caller put there.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>What it works on, as it is on the wire; <see cref="ReadInput"/> types it.</summary>
    public JsonElement? Input { get; set; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The jobs it is made of.</summary>
    public OpenList<StepJob>? Jobs { get; set; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double? EstimatedProgressRate { get; set; }

    /// <summary>What is being loaded for it; null when nothing is.</summary>
    [JsonConverter(typeof(MemberConverter<StepPreparation>))]
    public StepPreparation? Preparation { get; set; }

    /// <summary>What came of it, as it is on the wire.</summary>
    public JsonElement? Output { get; set; }

    /// <summary>The input as the type of its step; <see cref="OtherInput"/> for a step that is not known here.</summary>
    public StepInput ReadInput() => StepInputs.Read(Type, Input);

    /// <summary>The pictures, videos, sounds and models of the output; empty for steps that make none.</summary>
    [JsonIgnore]
    public IReadOnlyList<StepBlob> Blobs => StepOutputs.BlobsOf(Type, Output);
}
