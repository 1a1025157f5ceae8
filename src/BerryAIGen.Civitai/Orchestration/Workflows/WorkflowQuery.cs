using System.Globalization;
using BerryAIGen.Civitai.Paging;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Which workflows are listed, newest first.</summary>
public sealed record WorkflowQuery
{
    /// <summary>Words that a workflow must have, all of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Text to look for; null for any.</summary>
    public string? Query { get; init; }

    /// <summary>Submitted at this moment or later; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Submitted at this moment or earlier; null for any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Oldest first; default false.</summary>
    public bool IsAscending { get; init; }

    /// <summary>Leaves failed ones out; default false.</summary>
    public bool ExcludesFailed { get; init; }

    /// <summary>Leaves mature results out. The service does so in lists unless it is told false.</summary>
    public bool? HidesMatureContent { get; init; }

    /// <summary>How many come at once, null for the service's 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where to go on, <see cref="WorkflowPage.Next"/>; null for the beginning.</summary>
    public string? Cursor { get; init; }

    internal string ToPath() =>
        new UrlQuery("/v2/consumer/workflows")
            .Add("cursor", Cursor)
            .Add("take", PageSize)
            .AddEach("tags", Tags)
            .Add("query", Query)
            .AddIf("ascending", IsAscending)
            .Add("hideMatureContent", HidesMatureContent)
            .Add("fromDate", Moment(From))
            .Add("toDate", Moment(To))
            .AddIf("excludeFailed", ExcludesFailed)
            .ToString();

    private static string? Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
