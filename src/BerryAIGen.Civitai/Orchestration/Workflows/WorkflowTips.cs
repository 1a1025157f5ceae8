namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What is given on top of the price, as a share of it.</summary>
public sealed record WorkflowTips : OpenRecord
{
    /// <summary>To Civitai, 0 to 2.</summary>
    public double? Civitai { get; set; }

    /// <summary>To the creators of the models, 0 to 2.</summary>
    public double? Creators { get; set; }
}
