namespace BerryAIGen.Civitai.Orchestration;

/// <summary>One page of resources.</summary>
public sealed record ResourcePage : OpenRecord
{
    /// <summary>The resources.</summary>
    public OpenList<Resource> Items { get; set; } = [];

    /// <summary>The cursor of the next page; null or empty on the last one.</summary>
    public string? Next { get; set; }
}
