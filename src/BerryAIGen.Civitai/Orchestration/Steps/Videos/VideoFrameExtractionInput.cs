namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Takes pictures out of a video.</summary>
public sealed record VideoFrameExtractionInput() : StepInput("videoFrameExtraction")
{
    /// <summary>The address of the video.</summary>
    public string? VideoUrl { get; set; }

    /// <summary>Frames per second; default 1.</summary>
    public double? FrameRate { get; set; }

    /// <summary>How much a frame must differ from the last; default 0.9.</summary>
    public double? UniqueThreshold { get; set; }

    /// <summary>How many frames at most.</summary>
    public int? MaxFrames { get; set; }

    /// <summary>Where to begin, in seconds; default 0.</summary>
    public double? StartTime { get; set; }
}
