namespace BerryAIGen.Civitai;

/// <summary>Who made a model.</summary>
/// <remarks>Names of digits alone come as numbers.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed record Creator : OpenRecord
{
    /// <summary>The user name; null for deleted accounts.</summary>
    public string? Username { get; set; }

    /// <summary>The address of the avatar, on any host; null when there is none.</summary>
    public string? Image { get; set; }
}
