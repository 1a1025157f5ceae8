using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What a file of a version holds. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ModelFileType>))]
public readonly record struct ModelFileType(string Value) : IWord<ModelFileType>
{
    /// <summary>The weights.</summary>
    public static ModelFileType Model { get; } = new("Model");

    /// <summary>A text encoder.</summary>
    public static ModelFileType TextEncoder { get; } = new("Text Encoder");

    /// <summary>An image encoder.</summary>
    public static ModelFileType VisionEncoder { get; } = new("Vision Encoder");

    /// <summary>The weights without training state.</summary>
    public static ModelFileType PrunedModel { get; } = new("Pruned Model");

    /// <summary>A negative embedding.</summary>
    public static ModelFileType Negative { get; } = new("Negative");

    /// <summary>The pictures it was trained on.</summary>
    public static ModelFileType TrainingData { get; } = new("Training Data");

    /// <summary>A VAE.</summary>
    public static ModelFileType Vae { get; } = new("VAE");

    /// <summary>A configuration file.</summary>
    public static ModelFileType Config { get; } = new("Config");

    /// <summary>A zip of something.</summary>
    public static ModelFileType Archive { get; } = new("Archive");

    /// <summary>The diffusion network alone.</summary>
    public static ModelFileType UNet { get; } = new("UNet");

    /// <summary>The diffusion network alone.</summary>
    public static ModelFileType DiffusionModel { get; } = new("Diffusion Model");

    /// <summary>An image encoder.</summary>
    public static ModelFileType ClipVision { get; } = new("CLIPVision");

    /// <summary>A control network.</summary>
    public static ModelFileType ControlNet { get; } = new("ControlNet");

    /// <summary>A workflow file.</summary>
    public static ModelFileType Workflow { get; } = new("Workflow");

    /// <summary>An upscaler.</summary>
    public static ModelFileType Upscaler { get; } = new("Upscaler");

    /// <summary>A LoRA that belongs to the model.</summary>
    public static ModelFileType EnhancementLora { get; } = new("Enhancement LoRA");

    /// <summary>Something else.</summary>
    public static ModelFileType Other { get; } = new("Other");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ModelFileType> Known { get; } =
    [
        Model,
        TextEncoder,
        VisionEncoder,
        PrunedModel,
        Negative,
        TrainingData,
        Vae,
        Config,
        Archive,
        UNet,
        DiffusionModel,
        ClipVision,
        ControlNet,
        Workflow,
        Upscaler,
        EnhancementLora,
        Other,
    ];

    static ModelFileType IWord<ModelFileType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
