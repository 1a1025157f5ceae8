namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Estimates ages.</summary>
public sealed record AgeClassificationInput() : StepInput("ageClassification")
{
    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The address of the medium.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>From which confidence on a face counts.</summary>
    public double? FaceDetectionThreshold { get; set; }

    /// <summary>From which confidence on a person counts.</summary>
    public double? PersonDetectionThreshold { get; set; }
}
