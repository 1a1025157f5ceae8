using System.Text.Json.Nodes;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>A file that bears its final name, and what is to be written down of it.</summary>
/// <param name="File">What the source said.</param>
/// <param name="Path">Where it is.</param>
internal sealed record RecordedFile(RemoteFile File, string Path)
{
    /// <summary>The folder whose record tells of it; null is the file's own folder.</summary>
    public string? Root { get; init; }

    /// <summary>What was computed of its bytes.</summary>
    public required FileHashes Hashes { get; init; }

    /// <summary>The strongest comparison that held.</summary>
    public required string VerifiedBy { get; init; }

    /// <summary>False for a file that was there before; the time of its fetching then stays as it was told.</summary>
    public bool WasFetched { get; init; } = true;

    /// <summary>What the inspect stage found: <c>validation</c> and <c>scan</c>; null for a file that was there before.</summary>
    public JsonObject? Inspection { get; init; }

    /// <summary>The archive that it was taken out of; null for a file that was downloaded itself.</summary>
    public UnpackedFrom? UnpackedFrom { get; init; }

    /// <summary>Applications whose sidecars are written as well.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];

    public bool WantsPreview { get; init; } = true;
}
