using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Batches;

/// <summary>A batch file, and what is said on the line with it: that goes before the file's settings, and an entry before both.</summary>
public sealed record BatchRequest
{
    /// <summary>A file: JSON or YAML in the form of <c>civitai_models_config.json</c>, or a text of references.</summary>
    public required string Path { get; init; }

    /// <summary>The list itself where it is in no file; <see cref="Path"/> then only names it.</summary>
    public string? Text { get; init; }

    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    /// <summary>Null for what the file says, else the default of a download.</summary>
    public ConflictRule? OnConflict { get; init; }

    /// <inheritdoc cref="DownloadRequest.Archives"/>
    public ArchiveRule? Archives { get; init; }

    /// <inheritdoc cref="DownloadRequest.SkipsExisting"/>
    public bool SkipsExisting { get; init; }

    /// <inheritdoc cref="DownloadRequest.Sidecars"/>
    public IReadOnlyList<string>? Sidecars { get; init; }

    /// <inheritdoc cref="DownloadRequest.AcceptsDanger"/>
    /// <remarks>No file can give this consent.</remarks>
    public bool AcceptsDanger { get; init; }

    /// <summary>Let the file name folders outside of its own and of the roots.</summary>
    public bool AllowsOutside { get; init; }

    /// <summary>Plans only.</summary>
    public bool IsDryRun { get; init; }
}
