using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Recording;

namespace BerryAIGen.Library.Locks;

/// <summary>The hash of a file that its record knows, for as long as size and time of the file are those of the record.</summary>
internal static class RecordedHash
{
    /// <summary>The hash; null when there is no record of it, or the file was changed since.</summary>
    public static string? Find(FileInfo file, JsonObject? record) =>
        record is not null
        && record["size_bytes"] is JsonValue size
        && size.TryGetValue<long>(out var bytes)
        && bytes == file.Length
        && record[Sidecar.ModifiedMember]?.ToString() == Sidecar.ModifiedAt(file.FullName)
            ? (record["hashes"] as JsonObject)?["sha256"]?.ToString().ToLowerInvariant()
            : null;

    /// <summary>The record beside a file; null when there is none or it cannot be read.</summary>
    public static JsonObject? FindRecord(string path)
    {
        try
        {
            return SidecarStore.Find(path);
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the whole file.</summary>
    public static async Task<string> ComputeAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var hashes = await FileHashing
            .ComputeAsync(file.FullName, HashKinds.Sha256, progress: null, cancellationToken)
            .ConfigureAwait(false);
        return hashes.Sha256!;
    }

    /// <summary>What a record says of a file whose hash is known.</summary>
    public static JsonObject Stamp(FileInfo file, string sha256) =>
        new()
        {
            ["size_bytes"] = file.Length,
            [Sidecar.ModifiedMember] = Sidecar.ModifiedAt(file.FullName),
            ["hashes"] = new JsonObject { ["sha256"] = sha256 },
        };
}
