using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>An account of the site.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
public sealed record User : OpenRecord, IIdentified
{
    /// <summary>The account's number.</summary>
    public int Id { get; set; }

    /// <summary>The user name; null for deleted accounts.</summary>
    public string? Username { get; set; }

    /// <summary>The avatar's file name without address; null when there is none.</summary>
    public string? AvatarUrl { get; set; }

    /// <summary>The avatar's maturity as sent: a number or a word.</summary>
    public string? AvatarNsfw { get; set; }
}
