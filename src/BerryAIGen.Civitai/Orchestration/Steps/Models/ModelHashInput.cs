namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Tells the hashes of a model.</summary>
public sealed record ModelHashInput() : StepInput("modelHash")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }
}
