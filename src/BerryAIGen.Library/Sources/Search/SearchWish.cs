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

    /// <summary>Civitai's types (<c>LORA</c>), any of which fits; on Hugging Face tags (<c>gguf</c>), all of which must.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Civitai's words (<c>SDXL 1.0</c>), any of which fits; on Hugging Face a repository (<c>owner/name</c>).</summary>
    public IReadOnlyList<string> BaseModels { get; init; } = [];

    /// <summary>One of <see cref="SearchOrder"/>; null for what a source does by itself.</summary>
    public string? Sort { get; init; }

    /// <summary><c>day</c>, <c>week</c>, <c>month</c>, <c>year</c> or <c>all</c>: what Civitai counts by; null for all.</summary>
    public string? Period { get; init; }

    /// <summary>A tag of the source.</summary>
    public string? Tag { get; init; }

    /// <summary>Whose models.</summary>
    public string? Creator { get; init; }

    /// <summary>Whether mature models are wanted as well; null leaves it to the source.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>How mature a model's pictures may be, as one bit: 1 PG to 16 XXX; null leaves it to <see cref="Nsfw"/>.</summary>
    public int? MostLevel { get; init; }

    /// <summary>Models per source and page.</summary>
    public int Limit { get; init; } = UsualPerSource;

    /// <summary>Where to go on: <see cref="SearchResults.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
