namespace BerryAIGen.IO.Recipes;

/// <summary>The words for what a model of a recipe is.</summary>
public static class ResourceTypes
{
    /// <summary>A checkpoint, or a diffusion model that stands alone.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>LoRA, LoCon, LyCORIS, DoRA.</summary>
    public const string Lora = "lora";

    /// <summary>A textual inversion.</summary>
    public const string Embedding = "embedding";

    /// <summary>A hypernetwork.</summary>
    public const string Hypernetwork = "hypernetwork";

    /// <summary>A VAE.</summary>
    public const string Vae = "vae";

    /// <summary>A text encoder.</summary>
    public const string TextEncoder = "text_encoder";

    /// <summary>A vision encoder.</summary>
    public const string ClipVision = "clip_vision";

    /// <summary>A ControlNet or a model of its kind.</summary>
    public const string ControlNet = "controlnet";

    /// <summary>An upscaler.</summary>
    public const string Upscaler = "upscaler";

    /// <summary>The second checkpoint that finishes a picture.</summary>
    public const string Refiner = "refiner";

    /// <summary>A model that finds faces, hands and the like.</summary>
    public const string Detector = "detector";

    /// <summary>The words of other programs for the same things.</summary>
    public static string From(string word) =>
        word.Trim().ToLowerInvariant() switch
        {
            "model" or "main" or "ckpt" or "unet" or "diffusion_model" or "basemodel" => Checkpoint,
            "locon" or "lycoris" or "lyco" or "dora" or "loha" => Lora,
            "embed" or "textualinversion" or "textual_inversion" or "ti" => Embedding,
            "hypernet" => Hypernetwork,
            "clip" or "textencoder" => TextEncoder,
            "control_net" or "control" => ControlNet,
            "upscale" or "upscale_model" => Upscaler,
            var other => other,
        };
}
