namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Looks for viruses in a model.</summary>
public sealed record ModelClamScanInput() : StepInput("modelClamScan")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }
}
