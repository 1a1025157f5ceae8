namespace BerryAIGen.Civitai;

/// <summary>What a version's answer says about its model.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record ParentModel : OpenRecord
{
    /// <summary>The model's name.</summary>
    public string? Name { get; set; }

    /// <summary>What kind of model it is.</summary>
    public ModelType Type { get; set; }

    /// <summary>The creator's own flag for mature content.</summary>
    public bool? Nsfw { get; set; }

    /// <summary>Whether it depicts a real person.</summary>
    public bool? Poi { get; set; }

    /// <summary>Why it is not as others; null for a normal model.</summary>
    public ModelMode? Mode { get; set; }
}
