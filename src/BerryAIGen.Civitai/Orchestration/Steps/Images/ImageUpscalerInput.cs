namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Doubles the size of a picture, several times.</summary>
public sealed record ImageUpscalerInput() : StepInput("imageUpscaler")
{
    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>How often the size is doubled; 1 to 3, default 1.</summary>
    public int? NumberOfRepeats { get; set; }
}
