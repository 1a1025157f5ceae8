namespace BerryAIGen.IO.Recipes;

/// <summary>Kinds of hashes that A1111's readers and Civitai do not take for a file's.</summary>
public static class ResourceHashKinds
{
    /// <summary>BLAKE3 of the whole file, as InvokeAI computes it.</summary>
    public const string Blake3 = "blake3";

    /// <summary>SHA-256 of the tensors alone, as SwarmUI computes it; its first twelve digits are AutoV3.</summary>
    public const string TensorSha256 = "tensor_sha256";
}
