namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What is given on top of the price, in Buzz.</summary>
public sealed record CostTips : OpenRecord
{
    /// <summary>To Civitai.</summary>
    public int? Civitai { get; set; }

    /// <summary>To the creators of the models.</summary>
    public int? Creators { get; set; }
}
