namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>A graph as ComfyUI writes it for its API, in two pieces: the sampler, and what hangs on it.</summary>
internal static class ComfyUiSample
{
    internal const string Base = """
        "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sd15/base.safetensors"}},
        "5":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":640,"batch_size":1}},
        "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat, embedding:good","clip":["4",1]}},
        "7":{"class_type":"CLIPTextEncode","inputs":{"text":"dog","clip":["4",1]}},
        "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
        "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"x","images":["8",0]},"is_changed":[NaN]}
        """;

    internal const string Sampler = """
        "3":{"class_type":"KSampler","inputs":{"seed":156680208700286,"steps":20,"cfg":8.0,"sampler_name":"dpmpp_2m","scheduler":"karras","denoise":1,
        "model":["4",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}}
        """;
}
