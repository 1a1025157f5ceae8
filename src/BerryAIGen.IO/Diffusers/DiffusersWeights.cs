namespace BerryAIGen.IO.Diffusers;

/// <summary>One file of weights in a folder.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Variant">The word that tells it from the default one, <c>fp16</c>; null for the default.</param>
/// <param name="SizeBytes">How long it is.</param>
public sealed record DiffusersWeights(string Name, string? Variant, long SizeBytes)
{
    // What diffusers, transformers and their relatives write; other files are configurations and words.
    private static readonly string[] Endings =
    [
        ".safetensors",
        ".bin",
        ".onnx",
        ".gguf",
        ".pt",
        ".pth",
        ".ckpt",
        ".msgpack",
    ];

    /// <summary>The weights of a name; null for a file of another kind.</summary>
    internal static DiffusersWeights? TryCreate(FileInfo file)
    {
        var ending = Array.Find(Endings, ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return ending is null
            ? null
            : new DiffusersWeights(file.Name, VariantOf(file.Name[..^ending.Length]), file.Length);
    }

    // model.fp16, model.fp16-00001-of-00002 and model-00001-of-00002.fp16 are all in use.
    private static string? VariantOf(string stem)
    {
        var dot = stem.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return null;
        }

        var word = stem[(dot + 1)..].Split('-')[0];
        return word.Length is > 0 and <= 32 ? word : null;
    }
}
