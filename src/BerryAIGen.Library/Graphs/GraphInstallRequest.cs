using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Graphs;

/// <summary>A workflow whose missing models are downloaded.</summary>
public sealed record GraphInstallRequest
{
    /// <summary>How sure a candidate must be, unless somebody says otherwise: the same name in the right folder or better.</summary>
    public const double UsualConfidence = 0.7;

    public required GraphRequest Graph { get; init; }

    /// <summary>From 0 to 1: candidates below it are left alone.</summary>
    public double LeastConfidence { get; init; } = UsualConfidence;

    public ConflictRule OnConflict { get; init; } = ConflictRule.Number;

    /// <inheritdoc cref="DownloadRequest.Archives"/>
    public ArchiveRule? Archives { get; init; }

    /// <inheritdoc cref="DownloadRequest.Sidecars"/>
    public IReadOnlyList<string>? Sidecars { get; init; }

    /// <inheritdoc cref="DownloadRequest.AcceptsDanger"/>
    public bool AcceptsDanger { get; init; }

    /// <summary>Plans only.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>What became of it.</summary>
/// <param name="Report">What the workflow needs.</param>
/// <param name="Items">One per missing model, in the workflow's order, and rows of what came out of archives.</param>
public sealed record GraphInstallation(GraphReport Report, IReadOnlyList<DownloadItem> Items);

/// <summary>What would be downloaded for a missing model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Requests">The download, then those to try when it is not found; none when nobody is sure enough.</param>
/// <param name="Failure">Why there is none.</param>
public sealed record GraphChoice(GraphModel Model, IReadOnlyList<DownloadRequest> Requests, Failure? Failure)
{
    /// <summary>What was not found before another one was.</summary>
    /// <param name="tried">How many of the requests were tried before.</param>
    public string? NoteAfter(int tried) =>
        tried == 0
            ? null
            : $"{string.Join(", ", Requests.Take(tried).Select(request => request.References[0]))} {(tried == 1 ? "was" : "were")} not found";
}
