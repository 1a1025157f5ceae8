namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Tells perceptual hashes of a medium.</summary>
public sealed record MediaHashInput() : StepInput("mediaHash")
{
    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>Which hashes.</summary>
    public OpenList<string>? HashTypes { get; set; }
}
