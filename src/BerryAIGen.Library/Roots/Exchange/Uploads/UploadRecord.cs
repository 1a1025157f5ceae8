using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange.Uploads;

/// <summary>
/// What is remembered of an upload that was begun, so that the next run goes on with it; one process at a time has it. It
/// lies with the person's data and not in the root, which may be read-only or a bucket itself.
/// </summary>
internal sealed class UploadRecord : IDisposable
{
    private const string FolderName = "uploads";

    private readonly string? _path;
    private readonly PartClaim? _claim;

    private UploadRecord(string? path, PartClaim? claim) => (_path, _claim) = (path, claim);

    /// <summary>False where nothing can be remembered: what is begun is then ended or thrown away.</summary>
    public bool IsKept => _path is not null;

    /// <exception cref="LibraryException">Another process is sending the same file.</exception>
    public static UploadRecord Open(string? dataFolder, string server, S3Place place)
    {
        if (dataFolder is null)
            return new UploadRecord(null, null);
        var digest = Downloads.AddressDigest.Of(place.Address, server)[..32];
        var path = Path.Combine(dataFolder, FolderName, digest + ".json");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return PartClaim.TryTake(path) is { } claim
                ? new UploadRecord(path, claim)
                : throw new LibraryException(
                    new Failure(
                        FailureCode.Conflict,
                        $"{place.Address} is already being sent by another process. Wait for it to end, or stop it.",
                        IsRetryable: true
                    )
                );
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return new UploadRecord(null, null);
        }
    }

    /// <summary>The upload that was begun; null for none.</summary>
    public BegunUpload? Find()
    {
        try
        {
            return
                _path is not null
                && File.Exists(_path)
                && JsonNode.Parse(File.ReadAllBytes(_path)) is JsonObject row
                && (string?)row["upload_id"] is { } id
                && (string?)row["sha256"] is { } sha256
                && (int?)row["part_bytes"] is > 0 and { } part
                ? new BegunUpload(id, sha256, part)
                : null;
        }
        catch (Exception ex)
            when (ex is JsonException or InvalidOperationException or FormatException || DiskFailures.IsDisk(ex))
        {
            return null; // Then it begins anew.
        }
    }

    public void Write(BegunUpload upload, S3Place place)
    {
        if (_path is null)
            return;
        AtomicFile.WriteJson(
            _path,
            new JsonObject
            {
                ["schema_version"] = 1,
                ["address"] = place.Address.AbsoluteUri,
                ["upload_id"] = upload.Id,
                ["sha256"] = upload.Sha256,
                ["part_bytes"] = upload.PartBytes,
            },
            isPrivate: true
        );
    }

    public void Delete()
    {
        if (_path is not null)
            File.Delete(_path);
    }

    public void Dispose() => _claim?.Dispose();
}

/// <summary>An upload in parts that was begun.</summary>
/// <param name="Id">The server's word for it.</param>
/// <param name="Sha256">Of the file that it is of.</param>
/// <param name="PartBytes">How long its parts are, the last one aside.</param>
internal sealed record BegunUpload(string Id, string Sha256, int PartBytes);
