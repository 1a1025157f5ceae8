namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Says back what it was told; for tests.</summary>
public sealed record EchoInput() : StepInput("echo")
{
    /// <summary>What is said back.</summary>
    public string? Message { get; set; }
}
