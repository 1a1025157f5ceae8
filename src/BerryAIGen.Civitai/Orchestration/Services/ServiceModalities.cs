namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What goes into a service and comes out of it.</summary>
public sealed record ServiceModalities : OpenRecord
{
    /// <summary>What goes in.</summary>
    public OpenList<string>? Input { get; set; }

    /// <summary>What comes out.</summary>
    public OpenList<string>? Output { get; set; }
}
