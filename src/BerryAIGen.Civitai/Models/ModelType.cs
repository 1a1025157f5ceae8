using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What kind of model it is. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<ModelType>))]
public readonly record struct ModelType(string Value) : IWord<ModelType>
{
    /// <summary>A whole image or video model.</summary>
    public static ModelType Checkpoint { get; } = new("Checkpoint");

    /// <summary>An embedding: trained words for the text encoder.</summary>
    public static ModelType TextualInversion { get; } = new("TextualInversion");

    /// <summary>A small network beside the attention layers.</summary>
    public static ModelType Hypernetwork { get; } = new("Hypernetwork");

    /// <summary>A gradient towards a style, of 2022.</summary>
    public static ModelType AestheticGradient { get; } = new("AestheticGradient");

    /// <summary>A low-rank addition to a checkpoint.</summary>
    public static ModelType Lora { get; } = new("LORA");

    /// <summary>A LyCORIS addition; the site shows it as LyCORIS.</summary>
    public static ModelType LoCon { get; } = new("LoCon");

    /// <summary>A weight-decomposed low-rank addition.</summary>
    public static ModelType Dora { get; } = new("DoRA");

    /// <summary>A network that steers by a control picture.</summary>
    public static ModelType Controlnet { get; } = new("Controlnet");

    /// <summary>Enlarges pictures.</summary>
    public static ModelType Upscaler { get; } = new("Upscaler");

    /// <summary>Adds motion to an image model.</summary>
    public static ModelType MotionModule { get; } = new("MotionModule");

    /// <summary>Translates between pictures and latents.</summary>
    public static ModelType Vae { get; } = new("VAE");

    /// <summary>A text encoder alone.</summary>
    public static ModelType TextEncoder { get; } = new("TextEncoder");

    /// <summary>The diffusion network alone.</summary>
    public static ModelType UNet { get; } = new("UNet");

    /// <summary>An image encoder.</summary>
    public static ModelType ClipVision { get; } = new("CLIPVision");

    /// <summary>Control pictures of poses.</summary>
    public static ModelType Poses { get; } = new("Poses");

    /// <summary>Lists of words for prompts.</summary>
    public static ModelType Wildcards { get; } = new("Wildcards");

    /// <summary>Workflow files.</summary>
    public static ModelType Workflows { get; } = new("Workflows");

    /// <summary>Workflow files of ComfyUI.</summary>
    public static ModelType ComfyWorkflows { get; } = new("ComfyWorkflows");

    /// <summary>Finds objects in pictures.</summary>
    public static ModelType Detection { get; } = new("Detection");

    /// <summary>Describes pictures in words.</summary>
    public static ModelType VisionLanguage { get; } = new("VisionLanguage");

    /// <summary>A CLIP text encoder.</summary>
    public static ModelType Clip { get; } = new("CLIP");

    /// <summary>A language model.</summary>
    public static ModelType Llm { get; } = new("LLM");

    /// <summary>Everything else.</summary>
    public static ModelType Other { get; } = new("Other");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<ModelType> Known { get; } =
    [
        Checkpoint,
        TextualInversion,
        Hypernetwork,
        AestheticGradient,
        Lora,
        LoCon,
        Dora,
        Controlnet,
        Upscaler,
        MotionModule,
        Vae,
        TextEncoder,
        UNet,
        ClipVision,
        Poses,
        Wildcards,
        Workflows,
        ComfyWorkflows,
        Detection,
        VisionLanguage,
        Clip,
        Llm,
        Other,
    ];

    static ModelType IWord<ModelType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
