namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Describes music.</summary>
public sealed record AudioCaptioningInput() : StepInput("audioCaptioning")
{
    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>How much chance is in it.</summary>
    public double? Temperature { get; set; }

    /// <summary>How many tokens are made at most.</summary>
    public int? MaxNewTokens { get; set; }
}
