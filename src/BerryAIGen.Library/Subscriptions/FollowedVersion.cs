using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Subscriptions;

/// <summary>A version of something that a person follows.</summary>
public sealed record FollowedVersion
{
    public required int ModelId { get; init; }

    public string? ModelName { get; init; }

    public required int VersionId { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public string? Creator { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Not everybody can have it yet.</summary>
    public bool IsEarlyAccess { get; init; }

    /// <summary>When everybody can; null when nobody says.</summary>
    public DateTimeOffset? EarlyAccessEnds { get; init; }

    /// <summary>The file that a download would bring.</summary>
    public string? FileName { get; init; }

    public long? SizeBytes { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>What downloads it.</summary>
    public string Reference => $"{ModelId}@{VersionId}";

    /// <summary>For people: <c>Ink, v2 (SDXL 1.0)</c>.</summary>
    public string Describe() =>
        $"{ModelName ?? $"Model {ModelId}"}, {VersionName ?? $"version {VersionId}"}{(BaseModel is null ? "" : $" ({BaseModel})")}";

    /// <summary>Null while it has no files: it is not there yet.</summary>
    internal static FollowedVersion? Of(OfferedVersion version, DateTimeOffset now)
    {
        if (version.ModelId is not { } model || version.Files.Count == 0)
            return null;
        var file = FilePicker.Pick(version, FileChoice.Primary)[0];
        return new FollowedVersion
        {
            ModelId = model,
            ModelName = version.ModelName,
            VersionId = version.Id,
            VersionName = version.Name,
            BaseModel = version.BaseModel,
            Creator = version.Creator,
            PublishedAt = version.PublishedAt,
            // Of paid access without an end only the word of the availability tells.
            IsEarlyAccess = version.EarlyAccessEnds is { } end ? end > now : version.IsEarlyAccess,
            EarlyAccessEnds = version.EarlyAccessEnds > now ? version.EarlyAccessEnds : null,
            FileName = file.Name,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Hashes?.Sha256?.ToLowerInvariant(),
        };
    }
}

/// <summary>What a look at something followed found.</summary>
/// <param name="Versions">Those that are wanted, in the order of the source; with <paramref name="GoneBecause"/> none.</param>
/// <param name="IsWhole">Whether these are all that there are, and not only the newest.</param>
/// <param name="GoneBecause">Why there is nothing to be followed any more; null while there is.</param>
public sealed record FollowedLook(IReadOnlyList<FollowedVersion> Versions, bool IsWhole, string? GoneBecause);
