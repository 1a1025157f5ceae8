namespace BerryAIGen.Civitai;

/// <summary>A tag in the list of tags.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/tags">Civitai's documentation</seealso>
public sealed record Tag : OpenRecord
{
    /// <summary>The tag's name.</summary>
    public string? Name { get; set; }

    /// <summary>How many models bear it; only in answers of 2023.</summary>
    public int? ModelCount { get; set; }

    /// <summary>The address that lists its models; the name in it is not escaped.</summary>
    public string? Link { get; set; }
}
