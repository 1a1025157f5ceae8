using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Makes pictures of a text with a Stable Diffusion model.</summary>
public sealed record TextToImageInput() : StepInput("textToImage")
{
    /// <summary>How many; 1 to 100, default 1.</summary>
    public int? Quantity { get; set; }

    /// <summary>How many at once; 1 to 100, default 1.</summary>
    public int? BatchSize { get; set; }

    /// <summary>The model's AIR or name; default <c>urn:air:sd1:checkpoint:civitai:4384@128713</c>.</summary>
    public string? Model { get; set; }

    /// <summary>Add-ons by their AIR, each with its strength, raw.</summary>
    public JsonElement? AdditionalNetworks { get; set; }

    /// <summary>ControlNets with their pictures, raw.</summary>
    public JsonElement? ControlNets { get; set; }

    /// <summary>What should be in it.</summary>
    public string? Prompt { get; set; }

    /// <summary>What should not be in it.</summary>
    public string? NegativePrompt { get; set; }

    /// <summary>The scheduler or sampler.</summary>
    public string? Scheduler { get; set; }

    /// <summary>How many steps; 1 to 150, default 30.</summary>
    public int? Steps { get; set; }

    /// <summary>How closely the prompt is followed; 1 to 30, default 7.5.</summary>
    public double? CfgScale { get; set; }

    /// <summary>The width in pixels; 64 to 4084, default 512.</summary>
    public int? Width { get; set; }

    /// <summary>The height in pixels; 64 to 4084, default 512.</summary>
    public int? Height { get; set; }

    /// <summary>The seed of chance; null for any; 0 to 4294967295.</summary>
    public long? Seed { get; set; }

    /// <summary>How many of the text encoder's last layers are skipped; default 2.</summary>
    public int? ClipSkip { get; set; }

    /// <summary>What is written into the result's metadata.</summary>
    public string? ImageMetadata { get; set; }

    /// <summary>What runs it; a discriminator.</summary>
    public string? Engine { get; set; }

    /// <summary>The format of the result; <c>png</c>, <c>jpeg</c> or <c>webP</c>.</summary>
    public string? OutputFormat { get; set; }

    /// <summary>The picture to begin with.</summary>
    public string? SourceImage { get; set; }

    /// <summary>How far the result leaves it, 0 to 1; the service's own spelling; default 0.8.</summary>
    public double? SourceImageDenoiseStrenght { get; set; }
}
