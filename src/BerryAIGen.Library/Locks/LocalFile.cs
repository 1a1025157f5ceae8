using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Locks;

/// <summary>Compares what lies at a place with what the lock wants there.</summary>
internal static class LocalFile
{
    /// <summary>Null when nothing is there; else why it is another file, or an empty text when it is the one.</summary>
    /// <param name="path">The place.</param>
    /// <param name="wanted">What the lock wants there.</param>
    /// <param name="reads">Read the file although its record knows its hash.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<string?> CompareAsync(
        string path,
        LockedFile wanted,
        bool reads,
        CancellationToken cancellationToken
    )
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return Path.Exists(path) || file.LinkTarget is not null
                ? "there is a folder or a broken link instead"
                : null;
        if (file.Length != wanted.SizeBytes)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it has {file.Length} bytes, the lock says {wanted.SizeBytes}"
            );
        var known = reads ? null : RecordedHash.Find(file, RecordedHash.FindRecord(path));
        var sha256 = known ?? await RecordedHash.ComputeAsync(file, cancellationToken).ConfigureAwait(false);
        return sha256 == wanted.Hashes.Sha256 ? "" : $"its SHA-256 is {sha256}, the lock says {wanted.Hashes.Sha256}";
    }

    /// <summary>Whether its record is missing or older than the file.</summary>
    public static bool NeedsRecord(string path) =>
        RecordedHash.Find(new FileInfo(path), RecordedHash.FindRecord(path)) is null;

    /// <summary>Writes down what is known, so that the next comparison need not read the file.</summary>
    /// <returns>The record's path.</returns>
    public static string Record(string path, LockedFile file)
    {
        var info = new FileInfo(path);
        var older = RecordedHash.FindRecord(path);
        if (RecordedHash.Find(info, older) is null)
        {
            var record = RecordedHash.Stamp(info, file.Hashes.Sha256!);
            SidecarStore.Write(path, older is null ? WithOrigin(record, file) : record);
        }

        return Sidecar.PathOf(path);
    }

    private static JsonObject WithOrigin(JsonObject record, LockedFile file)
    {
        record["schema_version"] = 1;
        record["file_name"] = Path.GetFileName(file.Path);
        record["source"] = file.Source;
        record["source_url"] = file.Url is { } url ? SafeText.Address(url) : null;
        record["verified_by"] = "sha256";
        record["model_id"] = file.ModelId;
        record["version_id"] = file.VersionId;
        record["file_id"] = file.FileId;
        foreach (var name in record.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            record.Remove(name);
        return record;
    }
}
