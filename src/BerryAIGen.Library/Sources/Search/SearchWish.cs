namespace BerryAIGen.Library.Sources.Search;

/// <summary>What somebody looks for at the sources.</summary>
public sealed record SearchWish
{
    public const int MostPerSource = 100;
    public const int UsualPerSource = 20;

    /// <summary>Words; null for whatever a source shows first.</summary>
    public string? Query { get; init; }

    /// <summary>Names of sources; empty for all that can be searched.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Civitai's type (<c>LORA</c>); on Hugging Face a tag (<c>gguf</c>, <c>lora</c>).</summary>
    public string? Type { get; init; }

    /// <summary>Civitai's word (<c>SDXL 1.0</c>); on Hugging Face a repository (<c>owner/name</c>).</summary>
    public string? BaseModel { get; init; }

    /// <summary>Whether mature models are wanted as well; null leaves it to the source.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>Models per source and page.</summary>
    public int Limit { get; init; } = UsualPerSource;

    /// <summary>Where to go on: <see cref="SearchResults.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
