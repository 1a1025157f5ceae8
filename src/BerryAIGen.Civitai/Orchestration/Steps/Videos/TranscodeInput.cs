namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Changes the container and width of a video.</summary>
public sealed record TranscodeInput() : StepInput("transcode")
{
    /// <summary>The address of the video.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>The container of the result; <c>mp4</c> or <c>webM</c>.</summary>
    public string? ContainerFormat { get; set; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>The address that the result is written to.</summary>
    public string? DestinationUrl { get; set; }
}
