namespace BerryAIGen.Civitai;

/// <summary>What of a vault's item to fetch; a word of the download route.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public readonly record struct VaultContent(string Value)
{
    /// <summary>A file of the model.</summary>
    public static VaultContent Model { get; } = new("model");

    /// <summary>The pictures, in one archive.</summary>
    public static VaultContent Images { get; } = new("images");

    /// <summary>The model's page, as a document.</summary>
    public static VaultContent Details { get; } = new("details");

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
