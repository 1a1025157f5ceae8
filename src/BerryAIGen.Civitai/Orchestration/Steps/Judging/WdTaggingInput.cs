namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Tags a picture.</summary>
public sealed record WdTaggingInput() : StepInput("wdTagging")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>From which value on it counts.</summary>
    public double? Threshold { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }
}
