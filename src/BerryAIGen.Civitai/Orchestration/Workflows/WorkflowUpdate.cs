using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What is changed of a workflow; members that are null stay as they are.</summary>
public sealed record WorkflowUpdate : OpenRecord
{
    /// <summary><see cref="WorkflowStatus.Canceled"/> cancels; nothing else is allowed.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>New metadata, an object.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>New words in place of the old ones.</summary>
    public OpenList<string>? Tags { get; set; }

    /// <summary>True shows withheld results, and pays for them anew from yellow Buzz.</summary>
    public bool? AllowMatureContent { get; set; }
}
