namespace BerryAIGen.Civitai;

/// <summary>Who wrote an article or keeps a collection.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
public sealed record Author : OpenRecord
{
    /// <summary>The account's number; null for deleted accounts.</summary>
    public int? Id { get; set; }

    /// <summary>The user name; null for deleted accounts.</summary>
    public string? Username { get; set; }

    /// <summary>The avatar; null when there is none or it is not sent.</summary>
    public string? Image { get; set; }
}
