namespace BerryAIGen.Civitai;

/// <summary>A creator in the list of creators.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/creators">Civitai's documentation</seealso>
public sealed record CreatorListing : OpenRecord
{
    /// <summary>The user name; null for some.</summary>
    public string? Username { get; set; }

    /// <summary>How many models are published; null when there are none.</summary>
    public int? ModelCount { get; set; }

    /// <summary>The address that lists the creator's models.</summary>
    public string? Link { get; set; }

    /// <summary>The address of the avatar; null when there is none.</summary>
    public string? Image { get; set; }
}
