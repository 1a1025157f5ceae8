using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>Which version of which model a file is, as far as its records tell.</summary>
/// <param name="Path">The model.</param>
internal sealed record LocalVersion(string Path)
{
    /// <summary>The record that it belongs to; null when there is none.</summary>
    public RecordRoot? Root { get; init; }

    /// <summary>The source's name; null when nobody says.</summary>
    public string? Source { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    /// <summary>What it was when it was right; null when no hash was recorded.</summary>
    public string? Sha256 { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public string? BaseModelType { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public FileTraits Traits { get; init; } = FileTraits.None;

    /// <summary>Whether it came out of an archive: the source's file is then another one.</summary>
    public bool IsUnpacked { get; init; }

    /// <summary>Why nothing could be read; null when it could.</summary>
    public Failure? Failure { get; init; }

    public bool IsNamed => ModelId is > 0 && VersionId is > 0 && Source is null or CivitaiSource.SourceName;

    /// <param name="path">The model.</param>
    /// <param name="root">Its record.</param>
    /// <param name="record">Its sidecar; null when there is none.</param>
    /// <param name="known">What the journal says; null for nothing.</param>
    public static LocalVersion Of(string path, RecordRoot? root, JsonObject? record, KnownFile? known)
    {
        var origin = SidecarOrigin.Find(record) ?? known?.Origin;
        var (version, file) = (record.Member("version"), record.Member("file"));
        return new LocalVersion(path)
        {
            Root = root,
            Source = origin?.Source,
            ModelId = origin?.ModelId,
            VersionId = origin?.VersionId,
            FileId = origin?.FileId,
            Sha256 = known?.Hashes?.Sha256 ?? RecordedHashes.From(record)?.Sha256,
            ModelName = record.Text("model_name"),
            VersionName = record.Text("version_name"),
            BaseModel = version.Text("baseModel") ?? record.Text("base_model"),
            BaseModelType = version.Text("baseModelType"),
            PublishedAt = DateOf(version.Text("publishedAt")),
            Traits = new FileTraits(
                record.Text("file_type"),
                record.Text("format"),
                file.Member("metadata").Text("size"),
                record.Text("precision"),
                file.Member("metadata").Text("quantType")
            ),
            IsUnpacked = record.Member("unpacked_from") is not null,
        };
    }

    private static DateTimeOffset? DateOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
}
