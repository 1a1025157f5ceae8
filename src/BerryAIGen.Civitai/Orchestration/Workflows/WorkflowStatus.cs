using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>How far a workflow, a step or a job is. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, of any case; null only in <c>default</c>.</param>
[JsonConverter(typeof(WordConverter<WorkflowStatus>))]
public readonly record struct WorkflowStatus(string Value) : IWord<WorkflowStatus>
{
    /// <summary>Waits to be begun.</summary>
    public static WorkflowStatus Unassigned { get; } = new("unassigned");

    /// <summary>A worker downloads what it needs.</summary>
    public static WorkflowStatus Preparing { get; } = new("preparing");

    /// <summary>Waits at a worker that is ready.</summary>
    public static WorkflowStatus Scheduled { get; } = new("scheduled");

    /// <summary>Runs.</summary>
    public static WorkflowStatus Processing { get; } = new("processing");

    /// <summary>Is done.</summary>
    public static WorkflowStatus Succeeded { get; } = new("succeeded");

    /// <summary>Failed.</summary>
    public static WorkflowStatus Failed { get; } = new("failed");

    /// <summary>Took too long.</summary>
    public static WorkflowStatus Expired { get; } = new("expired");

    /// <summary>Was cancelled.</summary>
    public static WorkflowStatus Canceled { get; } = new("canceled");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<WorkflowStatus> Known { get; } =
    [Unassigned, Preparing, Scheduled, Processing, Succeeded, Failed, Expired, Canceled];

    /// <summary>Whether it never changes again.</summary>
    public bool IsTerminal => this == Succeeded || this == Failed || this == Expired || this == Canceled;

    static WorkflowStatus IWord<WorkflowStatus>.Create(string value) => new(value);

    /// <summary>Whether it is the same word; its case does not count.</summary>
    public bool Equals(WorkflowStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
