using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Locks;

/// <summary>Makes the entries of a lock: of what a download or a plan has, or of what a record says.</summary>
internal static class LockedFiles
{
    /// <summary>The entry of an item, or why there can be none.</summary>
    public static (LockedFile? File, string? Why) From(DownloadItem item, LockRoot root, LibraryOptions options)
    {
        if (item is not { Remote: { } remote, Path: { } path })
            return (null, $"{item.Reference} has no file");
        if (root.Find(path) is not { } place)
            return (null, $"{path} is outside of the lock's root");
        if (item.Sha256 is null)
            return (null, $"{item.Reference}: its source announces no SHA-256; download it with --lock");
        if (item.SizeBytes is not { } size)
            return (null, $"{item.Reference}: its source announces no size; download it with --lock");
        var named = ReferenceParser.Parse(remote.Address.AbsoluteUri, options);
        var file = new LockedFile
        {
            Folder = place.Folder,
            Path = place.Path,
            SizeBytes = size,
            Hashes = remote.Hashes with { Sha256 = item.Sha256 },
            Source = remote.Source,
            Reference = item.Reference,
            Url = remote.Address,
            ModelId = remote.ModelId,
            VersionId = remote.VersionId,
            FileId = remote.FileId,
            Repository = Text(remote.Record, "repository") ?? named.Repository,
            Revision = Text(remote.Record, "revision") ?? named.Revision,
        };
        return (file, null);
    }

    /// <summary>The entry of a file that was recorded.</summary>
    /// <param name="record">Its sidecar.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="sizeBytes">How long it is.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="options">Tell which address is whose.</param>
    public static LockedFile From(
        JsonObject record,
        (string? Folder, string Path) place,
        long sizeBytes,
        string sha256,
        LibraryOptions options
    )
    {
        var hashes = record["hashes"] as JsonObject;
        var url = Uri.TryCreate(Text(record, "source_url"), UriKind.Absolute, out var address) ? address : null;
        var named = url is null ? null : ReferenceParser.Parse(url.AbsoluteUri, options);
        return new LockedFile
        {
            Folder = place.Folder,
            Path = place.Path,
            SizeBytes = sizeBytes,
            Hashes = new ExpectedHashes
            {
                Sha256 = sha256,
                Blake3 = Text(hashes, "blake3"),
                AutoV3 = Text(hashes, "autov3"),
                Crc32 = Text(hashes, "crc32"),
            },
            Source = Text(record, "source"),
            Reference = Text(record, "reference") ?? Text(record, "air"),
            Url = url,
            ModelId = Number(record, "model_id"),
            VersionId = Number(record, "version_id"),
            FileId = Number(record, "file_id"),
            Repository = Text(record, "repository") ?? named?.Repository,
            Revision = Text(record, "revision") ?? named?.Revision,
        };
    }

    private static string? Text(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
