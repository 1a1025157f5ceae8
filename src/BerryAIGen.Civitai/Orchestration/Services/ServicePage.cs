namespace BerryAIGen.Civitai.Orchestration;

/// <summary>One page of services.</summary>
public sealed record ServicePage : OpenRecord
{
    /// <summary>The services.</summary>
    public OpenList<Service> Items { get; set; } = [];

    /// <summary>How many there are.</summary>
    public int? TotalCount { get; set; }

    /// <summary>How many fit on the page.</summary>
    public int? Limit { get; set; }

    /// <summary>How many come before it.</summary>
    public int? Offset { get; set; }
}
