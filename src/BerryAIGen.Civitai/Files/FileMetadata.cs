namespace BerryAIGen.Civitai;

/// <summary>How a file is made; any member may be null.</summary>
/// <remarks>The single address sends only the members that are set.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record FileMetadata : OpenRecord
{
    /// <summary>The container.</summary>
    public FileFormat? Format { get; set; }

    /// <summary>Whether the weights are complete.</summary>
    public FileSize? Size { get; set; }

    /// <summary>The number type of the weights.</summary>
    public FilePrecision? Fp { get; set; }

    /// <summary>The quantisation in the words of GGUF, <c>Q4_K_M</c>.</summary>
    public string? QuantType { get; set; }

    /// <summary>Whether the version does not work without this file.</summary>
    public bool? IsRequired { get; set; }
}
