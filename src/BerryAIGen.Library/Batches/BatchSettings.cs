using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Batches;

/// <summary>What a batch file says for all of its entries; the command line goes before it.</summary>
internal sealed record BatchSettings
{
    public static readonly BatchSettings None = new();

    public Secret? CivitaiKey { get; init; }

    public Secret? HuggingFaceToken { get; init; }

    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    public ConflictRule? OnConflict { get; init; }

    public ArchiveRule? Archives { get; init; }

    public bool? SkipsExisting { get; init; }

    /// <summary>A wish, and no consent: that is a person's, on the line.</summary>
    public bool? AcceptsDanger { get; init; }

    public bool? WantsPreview { get; init; }

    /// <summary>Applications whose sidecars are written as well.</summary>
    public IReadOnlyList<string>? Sidecars { get; init; }

    public bool HasAny => this != None;
}
