using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Locks;

/// <summary>One file of a lock: what it is, byte for byte, where it is from and where it belongs.</summary>
public sealed record LockedFile
{
    /// <summary>The kind of folder of the layout, null when the path starts at the root itself.</summary>
    public string? Folder { get; init; }

    /// <summary>Below that folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>SHA-256, and what else is known.</summary>
    public required ExpectedHashes Hashes { get; init; }

    /// <summary>The name of the source.</summary>
    public string? Source { get; init; }

    /// <summary>As a person named it, secrets masked; for people.</summary>
    public string? Reference { get; init; }

    /// <summary>The address of exactly this file, of one version or revision; a reference as well. Null when nobody recorded it.</summary>
    public Uri? Url { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    /// <summary>A Hugging Face repository.</summary>
    public string? Repository { get; init; }

    /// <summary>Its revision: a commit, unless nobody could tell it.</summary>
    public string? Revision { get; init; }

    /// <summary>Where to ask on this machine: a file of Hugging Face is asked of this machine's hub, at its commit.</summary>
    internal Uri? AddressAt(Uri hub) =>
        Repository is not null
        && Revision is not null
        && Url?.AbsolutePath is { } path
        && path.IndexOf($"/{Repository}/resolve/{Revision}/", StringComparison.Ordinal) is >= 0 and var start
            ? new Uri(hub, path[start..])
            : Url;

    /// <summary>Where it belongs, for messages and for the order.</summary>
    public string Place => Folder is null ? Path : $"{Folder}/{Path}";
}
