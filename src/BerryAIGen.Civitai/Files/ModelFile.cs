using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A file of a version.</summary>
/// <remarks>
/// <c>primary</c> is left out rather than false; the addresses of two files may be equal, only their ids differ.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record ModelFile : OpenRecord, IIdentified
{
    /// <summary>The file's number, the only sure way to download exactly this one.</summary>
    public int Id { get; set; }

    /// <summary>The file name; not cleaned, and two files of a version may share it.</summary>
    public string? Name { get; set; }

    /// <summary>The name its creator set by hand; null for most, since 2026.</summary>
    public string? OverrideName { get; set; }

    /// <summary>What it holds.</summary>
    public ModelFileType Type { get; set; }

    /// <summary>The announced size in KiB; wrong ones exist, the download's own length decides.</summary>
    [JsonPropertyName("sizeKB")]
    public double? SizeKB { get; set; }

    /// <summary>The announced size in bytes; null when unknown.</summary>
    [JsonIgnore]
    public long? SizeBytes => SizeKB is >= 0 and < 9e15 ? (long)Math.Round(SizeKB.Value * 1024) : null;

    /// <summary>Format, size and number type; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<FileMetadata>))]
    public FileMetadata? Metadata { get; set; }

    /// <summary>The hashes; without members while the file is being scanned.</summary>
    [JsonConverter(typeof(MemberConverter<Hashes>))]
    public Hashes? Hashes { get; set; }

    /// <summary>What the search for code in pickles found.</summary>
    public ScanResult? PickleScanResult { get; set; }

    /// <summary>What it said, maybe with markdown; null for nothing.</summary>
    public string? PickleScanMessage { get; set; }

    /// <summary>What the virus scan found.</summary>
    public ScanResult? VirusScanResult { get; set; }

    /// <summary>What it said; null for nothing.</summary>
    public string? VirusScanMessage { get; set; }

    /// <summary>When it was scanned; null when it was not.</summary>
    public DateTimeOffset? ScannedAt { get; set; }

    /// <summary>As sent: true, false, or missing for false.</summary>
    public bool? Primary { get; set; }

    /// <summary>Whether the service hands out this file when none is named.</summary>
    [JsonIgnore]
    public bool IsPrimary => Primary is true;

    /// <summary>Where it is downloaded; files of equal metadata share one, so prefer the id.</summary>
    public string? DownloadUrl { get; set; }
}
