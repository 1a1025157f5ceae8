namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A model that is being loaded for a step.</summary>
public sealed record StepPreparation : OpenRecord
{
    /// <summary>Its AIR.</summary>
    public string? Resource { get; set; }

    /// <summary>How many are loaded before it.</summary>
    public int? QueuePosition { get; set; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double? Progress { get; set; }

    /// <summary>How long it still takes, in seconds.</summary>
    public int? EtaSeconds { get; set; }
}
