using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Which services are listed.</summary>
public sealed record ServiceQuery
{
    /// <summary>Of this kind; null for any.</summary>
    public string? Category { get; init; }

    /// <summary>Whose ids begin so; null for any.</summary>
    public string? Prefix { get; init; }

    /// <summary>That have these words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Text to look for; null for any.</summary>
    public string? Query { get; init; }

    /// <summary>That do so; null for any.</summary>
    public ServiceStatus? Status { get; init; }

    /// <summary>The time that the numbers are of, <c>24h</c>; null for the service's 24 hours.</summary>
    public string? Window { get; init; }

    /// <summary>How many come at once; null for the service's 50.</summary>
    public int? PageSize { get; init; }

    internal string ToPath(int offset) =>
        new UrlQuery("/v2/services")
            .Add("category", Category)
            .Add("prefix", Prefix)
            .AddEach("tags", Tags)
            .Add("query", Query)
            .Add("status", Status?.Value)
            .Add("window", Window)
            .Add("limit", PageSize)
            .Add("offset", offset == 0 ? null : offset)
            .ToString();
}
