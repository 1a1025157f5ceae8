namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Removes a picture's background.</summary>
public sealed record ImageBackgroundRemovalInput() : StepInput("imageBackgroundRemoval")
{
    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>The format of the result; <c>png</c> or <c>webp</c>.</summary>
    public string? Format { get; set; }
}
