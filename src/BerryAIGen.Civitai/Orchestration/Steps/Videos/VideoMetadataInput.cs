namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Tells size, speed and length of a video.</summary>
public sealed record VideoMetadataInput() : StepInput("videoMetadata")
{
    /// <summary>The video's address.</summary>
    public string? Video { get; set; }
}
