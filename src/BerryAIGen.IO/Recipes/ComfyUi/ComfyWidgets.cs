namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>
/// Where the fields of ComfyUI's own nodes, and of a few others, stand in files of the editor, which had values without names up to 2025. Only nodes of
/// a recipe are here; a file that names its values does not need them.
/// </summary>
internal static class ComfyWidgets
{
    // A seed is followed by what happens to it after the run.
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["KSampler"] = ["seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
        ["KSamplerAdvanced"] =
        [
            "add_noise",
            "noise_seed",
            "",
            "steps",
            "cfg",
            "sampler_name",
            "scheduler",
            "start_at_step",
            "end_at_step",
        ],
        ["SamplerCustom"] = ["add_noise", "noise_seed", "", "cfg"],
        ["RandomNoise"] = ["noise_seed"],
        ["KSamplerSelect"] = ["sampler_name"],
        ["BasicScheduler"] = ["scheduler", "steps", "denoise"],
        ["CFGGuider"] = ["cfg"],
        ["FluxGuidance"] = ["guidance"],
        ["CLIPTextEncode"] = ["text"],
        ["CLIPTextEncodeFlux"] = ["clip_l", "t5xxl", "guidance"],
        ["CheckpointLoaderSimple"] = ["ckpt_name"],
        ["UNETLoader"] = ["unet_name"],
        ["UnetLoaderGGUF"] = ["unet_name"],
        ["LoraLoader"] = ["lora_name", "strength_model", "strength_clip"],
        ["LoraLoaderModelOnly"] = ["lora_name", "strength_model"],
        ["VAELoader"] = ["vae_name"],
        ["CLIPLoader"] = ["clip_name"],
        ["DualCLIPLoader"] = ["clip_name1", "clip_name2"],
        ["TripleCLIPLoader"] = ["clip_name1", "clip_name2", "clip_name3"],
        ["CLIPVisionLoader"] = ["clip_name"],
        ["ControlNetLoader"] = ["control_net_name"],
        ["UpscaleModelLoader"] = ["model_name"],
        ["EmptyLatentImage"] = ["width", "height"],
        ["EmptySD3LatentImage"] = ["width", "height"],
        ["EmptyHunyuanLatentVideo"] = ["width", "height"],
        ["WanImageToVideo"] = ["width", "height"],
        ["SDXL Empty Latent Image (rgthree)"] = ["dimensions"],
        ["KSampler Config (rgthree)"] = ["steps_total", "refiner_step", "cfg", "sampler_name", "scheduler"],
        ["CR SD1.5 Aspect Ratio"] = ["width", "height", "aspect_ratio", "swap_dimensions"],
        ["CR SDXL Aspect Ratio"] = ["width", "height", "aspect_ratio", "swap_dimensions"],
        ["CR Aspect Ratio"] = ["width", "height", "aspect_ratio", "swap_dimensions", "", "prescale_factor"],
        ["easy fullLoader"] =
        [
            "ckpt_name",
            "",
            "vae_name",
            "",
            "lora_name",
            "lora_model_strength",
            "",
            "resolution",
            "empty_latent_width",
            "empty_latent_height",
            "positive",
            "",
            "",
            "negative",
        ],
        ["PrimitiveInt"] = ["value"],
        ["PrimitiveFloat"] = ["value"],
        ["PrimitiveString"] = ["value"],
        ["PrimitiveStringMultiline"] = ["value"],
    };

    internal static int? Position(string nodeType, string field) =>
        Fields.TryGetValue(nodeType, out var fields) && Array.IndexOf(fields, field) is >= 0 and var at ? at : null;

    /// <summary>The fields of a node that this table knows.</summary>
    internal static IEnumerable<string> Names(string nodeType) =>
        Fields.GetValueOrDefault(nodeType)?.Where(name => name.Length > 0) ?? [];
}
