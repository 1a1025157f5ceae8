namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Looks for code in a model.</summary>
public sealed record ModelPickleScanInput() : StepInput("modelPickleScan")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }
}
