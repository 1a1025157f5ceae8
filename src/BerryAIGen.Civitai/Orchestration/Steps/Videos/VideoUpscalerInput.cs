namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes a video larger.</summary>
public sealed record VideoUpscalerInput() : StepInput("videoUpscaler")
{
    /// <summary>The video's address.</summary>
    public string? Video { get; set; }

    /// <summary>How many times as large; 2 to 4, default 2.</summary>
    public int? ScaleFactor { get; set; }
}
