namespace BerryAIGen.Civitai;

/// <summary>Which version and model a file hash belongs to.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record HashIds : OpenRecord
{
    /// <summary>The SHA-256, 64 upper-case digits.</summary>
    public string? Hash { get; set; }

    /// <summary>The version's number.</summary>
    public int ModelVersionId { get; set; }

    /// <summary>The model's number.</summary>
    public int ModelId { get; set; }
}
