using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>What a person wants to have: references, which of their files, and where to.</summary>
public sealed record DownloadRequest
{
    /// <summary>As pasted, one model, file or address each.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>Other addresses of the one file, for when its own gives none, or a wrong one; the hash decides.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    public FileChoice Choice { get; init; } = FileChoice.Primary;

    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    /// <summary>What happens when a different file already has the name. Default is a name of its own.</summary>
    public ConflictRule OnConflict { get; init; } = ConflictRule.Number;

    /// <summary>
    /// The SHA-256 that the file must have, whatever the source says: 64 hex digits for one file, or a checksum file or its
    /// address for as many as it names.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>The file itself where it is known already; nobody is asked for it then.</summary>
    internal RemoteFile? Known { get; init; }

    /// <summary>The names come out of a list that may be a stranger's: what is not called like a model, or what belongs to one, is refused.</summary>
    public bool IsOfList { get; init; }

    /// <summary>Leave a file alone whose name is taken, without reading what is there.</summary>
    public bool SkipsExisting { get; init; }

    /// <summary>What happens to an archive that holds models; null for the rule of the settings.</summary>
    public ArchiveRule? Archives { get; init; }

    /// <summary>Download although the source's scan or our own says that it is dangerous.</summary>
    public bool AcceptsDanger { get; init; }

    /// <summary>Applications whose sidecars are written as well; null for those of the settings.</summary>
    public IReadOnlyList<string>? Sidecars { get; init; }

    /// <summary>Fetch the preview picture beside the file.</summary>
    public bool WantsPreview { get; init; } = true;
}
