using BerryAIGen.Library.Identification.Routing;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>One folder where a file may go, or may already be.</summary>
internal sealed record Destination
{
    public required string Folder { get; init; }

    /// <summary>The folder of the file's kind, of which <see cref="Folder"/> may be a sub-folder.</summary>
    public required string KindFolder { get; init; }

    /// <summary>The folder whose record tells of the file.</summary>
    public required string RecordRoot { get; init; }

    /// <summary>Where parts go when that is the same file system; null for beside the target.</summary>
    public string? Parts { get; init; }

    /// <summary>Why it is not the type's own folder.</summary>
    public string? Note { get; init; }

    /// <summary>The root's name, null where there is only one place.</summary>
    public string? Root { get; init; }

    /// <summary>Where else it may go once its header is read; null where a person named the folder.</summary>
    public HeaderRoute? Route { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>The folder of its configured root when that is not there: a drive that is away; null when it is there.</summary>
    public string? Absent { get; init; }

    /// <summary>Bytes that must stay free.</summary>
    public long FloorBytes { get; init; }

    /// <summary>What the root does with a checkpoint once it is there.</summary>
    public AfterDownload? AfterDownload { get; init; }
}
