using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes a video larger and smoother.</summary>
public sealed record VideoEnhancementInput() : StepInput("videoEnhancement")
{
    /// <summary>The address of the video.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>How large the result is, raw.</summary>
    public JsonElement? Upscaler { get; set; }

    /// <summary>How many frames are made between two, raw.</summary>
    public JsonElement? Interpolation { get; set; }
}
