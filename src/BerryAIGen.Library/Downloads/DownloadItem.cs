using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>One row of a download's outcome.</summary>
public sealed record DownloadItem
{
    /// <summary>The reference as the person gave it, secrets masked.</summary>
    public required string Reference { get; init; }

    public required DownloadState State { get; init; }

    /// <summary>The file's name, null when the reference could not be resolved.</summary>
    public string? File { get; init; }

    /// <summary>Where it is or would be.</summary>
    public string? Path { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Bytes that came over the network in this run.</summary>
    public long TransferredBytes { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>The strongest comparison that held: sha256, blake3, git_sha1, autov3, autov2, crc32, size or none.</summary>
    public string VerifiedBy { get; init; } = "none";

    public string? Sidecar { get; init; }

    /// <summary>Where it comes from, secrets masked; null when the reference could not be resolved.</summary>
    public string? Url => Remote is { Address: var address } ? SafeText.Address(address) : null;

    /// <summary>What the source said of the file; null when the reference could not be resolved.</summary>
    internal RemoteFile? Remote { get; init; }

    /// <summary>Why it is not completed, or what a person should know of a completed one.</summary>
    public string? Reason { get; init; }

    /// <summary>What the model needs beside it, of a plan; empty when that is nothing, or nobody knows.</summary>
    public IReadOnlyList<ModelCompanion> Companions { get; init; } = [];

    /// <summary>What a person should know of <see cref="Companions"/>.</summary>
    public string? CompanionNote { get; init; }

    /// <summary>Rows of further files that came out of the same one.</summary>
    internal IReadOnlyList<DownloadItem> Further { get; init; } = [];

    /// <summary>Set when the state is refused, failed or cancelled.</summary>
    public Failure? Failure { get; init; }
}
