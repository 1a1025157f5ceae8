using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes or edits a video; which members count is said by the discriminators.</summary>
/// <remarks>Members of single engines stand in <see cref="OpenRecord.UnknownMembers"/>, under the service's names.</remarks>
public sealed record VideoGenInput() : StepInput("videoGen")
{
    /// <summary>What runs it; a discriminator.</summary>
    public string? Engine { get; set; }

    /// <summary>The model's AIR or name.</summary>
    public string? Model { get; set; }

    /// <summary>The version; a discriminator.</summary>
    public string? Version { get; set; }

    /// <summary>Who runs it; a discriminator.</summary>
    public string? Provider { get; set; }

    /// <summary>What it does; a discriminator.</summary>
    public string? Operation { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>The picture to begin with.</summary>
    public string? SourceImage { get; set; }

    /// <summary>The pictures to begin with.</summary>
    public OpenList<string>? Images { get; set; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; set; }

    /// <summary>The shape, 16:9.</summary>
    public string? AspectRatio { get; set; }

    /// <summary>The resolution.</summary>
    public string? Resolution { get; set; }

    /// <summary>How long the result is, in seconds.</summary>
    public double? Duration { get; set; }

    /// <summary>Whether there is sound.</summary>
    public bool? GenerateAudio { get; set; }

    /// <summary>The seed of chance; null for any.</summary>
    public long? Seed { get; set; }

    /// <summary>How many steps.</summary>
    public int? Steps { get; set; }

    /// <summary>How closely the prompt is followed.</summary>
    public double? CfgScale { get; set; }

    /// <summary>Add-ons by their AIR, or a list of them, raw.</summary>
    public JsonElement? Loras { get; set; }
}
