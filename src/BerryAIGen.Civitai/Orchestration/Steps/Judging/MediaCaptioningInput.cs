namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Describes a medium.</summary>
public sealed record MediaCaptioningInput() : StepInput("mediaCaptioning")
{
    /// <summary>The model's AIR or name; <c>joy-caption</c> or <c>ideogram4</c>, default <c>joy-caption</c>.</summary>
    public string? Model { get; set; }

    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>How much chance is in it; default 0.5.</summary>
    public double? Temperature { get; set; }

    /// <summary>How many tokens are made at most; default 300.</summary>
    public int? MaxNewTokens { get; set; }

    /// <summary>What the caption should look like.</summary>
    public string? CustomInstructions { get; set; }
}
