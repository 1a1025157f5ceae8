namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes a vector graphic of a picture.</summary>
public sealed record ImageToSvgInput() : StepInput("imageToSvg")
{
    /// <summary>What runs it; a discriminator; <c>comfy</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>The picture: an address, a data URL, an AIR or base64.</summary>
    public string? Image { get; set; }

    /// <summary>The family of models; <c>starvector</c>, <c>omnisvg</c> or <c>vtracer</c>.</summary>
    public string? Ecosystem { get; set; }

    /// <summary>The model's AIR or name; <c>starvector-1b</c>, <c>starvector-8b</c>, <c>omnisvg-4b</c> or <c>omnisvg-8b</c>.</summary>
    public string? Model { get; set; }

    /// <summary>The precision of the weights; <c>fp16</c> or <c>bf16</c>, default <c>fp16</c>.</summary>
    public string? Precision { get; set; }

    /// <summary>How long the result is at most, in tokens.</summary>
    public int? MaxLength { get; set; }

    /// <summary>The seed of chance; null for any; 0 to 2147483647.</summary>
    public long? Seed { get; set; }

    /// <summary>From which share of tokens the next is chosen; 0 to 1, default 0.9.</summary>
    public double? TopP { get; set; }

    /// <summary>From how many tokens the next is chosen; 1 to 1000, default 50.</summary>
    public int? TopK { get; set; }

    /// <summary>How much chance is in it; 0 to 1, default 0.3.</summary>
    public double? Temperature { get; set; }

    /// <summary>How much repetition is avoided; 0 to 10, default 1.05.</summary>
    public double? RepetitionPenalty { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }

    /// <summary>How shapes are stacked; <c>stacked</c> or <c>cutout</c>, default <c>stacked</c>.</summary>
    public string? Hierarchical { get; set; }

    /// <summary>The way it works; <c>spline</c>, <c>polygon</c> or <c>none</c>, default <c>spline</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>Patches below this size are left out; 0 to 100, default 8.</summary>
    public int? FilterSpeckle { get; set; }

    /// <summary>How many bits of a colour count; 0 to 10, default 6.</summary>
    public int? ColorPrecision { get; set; }

    /// <summary>How far apart the colours of two layers are; 0 to 256, default 24.</summary>
    public int? LayerDifference { get; set; }

    /// <summary>From which angle on a corner stays one; 0 to 180, default 65.</summary>
    public int? CornerThreshold { get; set; }

    /// <summary>How long a line is at least; 3.5 to 10, default 5.</summary>
    public double? LengthThreshold { get; set; }

    /// <summary>How often it is refined at most; 1 to 70, default 10.</summary>
    public int? MaxIterations { get; set; }

    /// <summary>From which angle on a curve is split; 0 to 180, default 50.</summary>
    public int? SpliceThreshold { get; set; }

    /// <summary>How many digits a coordinate has; 0 to 10, default 2.</summary>
    public int? PathPrecision { get; set; }
}
