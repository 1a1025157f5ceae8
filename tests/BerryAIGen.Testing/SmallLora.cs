namespace BerryAIGen.Testing;

/// <summary>A small adapter for Stable Diffusion XL.</summary>
public static class SmallLora
{
    private const string Layer = "lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k";

    /// <param name="path">The new file.</param>
    /// <param name="seed">Makes its bytes different from others.</param>
    public static void Write(string path, int seed = 0)
    {
        var rank = (ulong)(4 + seed);
        SparseSafetensors.Write(
            path,
            [($"{Layer}.lora_down.weight", "F16", [rank, 2048]), ($"{Layer}.lora_up.weight", "F16", [640, rank])]
        );
    }
}
