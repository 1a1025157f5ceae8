using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Of what a callback is told; preparing and scheduled are told to nobody. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<CallbackType>))]
public readonly record struct CallbackType(string Value) : IWord<CallbackType>
{
    /// <summary>Every change of a workflow.</summary>
    public static CallbackType WorkflowAny { get; } = new("workflow:*");

    /// <summary>A workflow waits.</summary>
    public static CallbackType WorkflowUnassigned { get; } = new("workflow:unassigned");

    /// <summary>A workflow runs; may be told more than once.</summary>
    public static CallbackType WorkflowProcessing { get; } = new("workflow:processing");

    /// <summary>A workflow is done.</summary>
    public static CallbackType WorkflowSucceeded { get; } = new("workflow:succeeded");

    /// <summary>A workflow failed.</summary>
    public static CallbackType WorkflowFailed { get; } = new("workflow:failed");

    /// <summary>A workflow took too long.</summary>
    public static CallbackType WorkflowExpired { get; } = new("workflow:expired");

    /// <summary>A workflow was cancelled.</summary>
    public static CallbackType WorkflowCanceled { get; } = new("workflow:canceled");

    /// <summary>Every change of a step.</summary>
    public static CallbackType StepAny { get; } = new("step:*");

    /// <summary>A step waits.</summary>
    public static CallbackType StepUnassigned { get; } = new("step:unassigned");

    /// <summary>A step runs; may be told more than once.</summary>
    public static CallbackType StepProcessing { get; } = new("step:processing");

    /// <summary>A step is done.</summary>
    public static CallbackType StepSucceeded { get; } = new("step:succeeded");

    /// <summary>A step failed.</summary>
    public static CallbackType StepFailed { get; } = new("step:failed");

    /// <summary>A step took too long.</summary>
    public static CallbackType StepExpired { get; } = new("step:expired");

    /// <summary>A step was cancelled.</summary>
    public static CallbackType StepCanceled { get; } = new("step:canceled");

    /// <summary>Every change of a job.</summary>
    public static CallbackType JobAny { get; } = new("job:*");

    /// <summary>A job waits.</summary>
    public static CallbackType JobUnassigned { get; } = new("job:unassigned");

    /// <summary>A job runs; may be told more than once.</summary>
    public static CallbackType JobProcessing { get; } = new("job:processing");

    /// <summary>A job is done.</summary>
    public static CallbackType JobSucceeded { get; } = new("job:succeeded");

    /// <summary>A job failed.</summary>
    public static CallbackType JobFailed { get; } = new("job:failed");

    /// <summary>A job took too long.</summary>
    public static CallbackType JobExpired { get; } = new("job:expired");

    /// <summary>A job was cancelled.</summary>
    public static CallbackType JobCanceled { get; } = new("job:canceled");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CallbackType> Known { get; } =
    [
        WorkflowAny,
        WorkflowUnassigned,
        WorkflowProcessing,
        WorkflowSucceeded,
        WorkflowFailed,
        WorkflowExpired,
        WorkflowCanceled,
        StepAny,
        StepUnassigned,
        StepProcessing,
        StepSucceeded,
        StepFailed,
        StepExpired,
        StepCanceled,
        JobAny,
        JobUnassigned,
        JobProcessing,
        JobSucceeded,
        JobFailed,
        JobExpired,
        JobCanceled,
    ];

    static CallbackType IWord<CallbackType>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(CallbackType other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
