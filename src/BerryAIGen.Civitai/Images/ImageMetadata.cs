namespace BerryAIGen.Civitai;

/// <summary>What the file of an image is.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed record ImageMetadata : OpenRecord
{
    /// <summary>A blurred miniature (BlurHash).</summary>
    public string? Hash { get; set; }

    /// <summary>The size in bytes.</summary>
    public long? Size { get; set; }

    /// <summary>The original width in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>The original height in pixels.</summary>
    public int? Height { get; set; }

    /// <summary>The length in seconds; only of videos and sounds.</summary>
    public double? Duration { get; set; }

    /// <summary>Whether a video has sound.</summary>
    public bool? Audio { get; set; }
}
