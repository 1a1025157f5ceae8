namespace BerryAIGen.Civitai;

/// <summary>How the client reaches Civitai; every member has a working default.</summary>
public sealed class CivitaiOptions
{
    /// <summary>The site's address without a path; default <c>https://civitai.com</c>.</summary>
    public Uri SiteUrl { get; set; } = new("https://civitai.com");

    /// <summary>The API key, sent as a bearer header to Civitai's hosts only; null asks as a stranger.</summary>
    public string? ApiKey { get; set; }
}
