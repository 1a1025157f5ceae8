using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Removes a video's background.</summary>
public sealed record VideoBackgroundRemovalInput() : StepInput("videoBackgroundRemoval")
{
    /// <summary>The video's address.</summary>
    public string? Video { get; set; }

    /// <summary>Points that belong to the foreground, raw.</summary>
    public JsonElement? ForegroundPoints { get; set; }

    /// <summary>Points that belong to the background, raw.</summary>
    public JsonElement? BackgroundPoints { get; set; }

    /// <summary>By how many pixels the mask grows; -32 to 32, default 0.</summary>
    public int? MaskExpansion { get; set; }

    /// <summary>How soft the mask's edge is; 0 to 32, default 2.</summary>
    public double? MaskFeather { get; set; }
}
