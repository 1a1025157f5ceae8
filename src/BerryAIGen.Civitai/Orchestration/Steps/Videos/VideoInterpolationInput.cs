namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes frames between the frames of a video.</summary>
public sealed record VideoInterpolationInput() : StepInput("videoInterpolation")
{
    /// <summary>The video's address.</summary>
    public string? Video { get; set; }

    /// <summary>How many times as many frames; 2 to 3, default 2.</summary>
    public int? InterpolationFactor { get; set; }

    /// <summary>The model's AIR or name; default <c>VFIMamba</c>.</summary>
    public string? Model { get; set; }
}
