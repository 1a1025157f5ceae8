namespace BerryAIGen.Civitai.Orchestration;

/// <summary>One page of workflows.</summary>
public sealed record WorkflowPage : OpenRecord
{
    /// <summary>The workflows.</summary>
    public OpenList<Workflow> Items { get; set; } = [];

    /// <summary>The cursor of the next page; null or empty on the last one.</summary>
    public string? Next { get; set; }
}
