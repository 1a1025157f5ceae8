using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Writes down what is known of a published file, beside it.</summary>
internal sealed class FileRecorder(PreviewFetcher previews, TimeProvider time)
{
    /// <summary>The model is in place whatever happens here, so nothing here makes the download fail.</summary>
    /// <returns>The sidecar's path, null when it could not be written, and what a person should know.</returns>
    public async Task<(string? Sidecar, string? Note)> RecordAsync(
        RemoteFile file,
        string path,
        FileHashes hashes,
        string verifiedBy,
        bool wantsPreview,
        CancellationToken cancellationToken
    )
    {
        var (preview, missing) =
            wantsPreview && file.Preview is { } address
                ? await previews.FetchAsync(path, address, cancellationToken).ConfigureAwait(false)
                : (null, null);
        var record = Sidecar.Describe(file, path, hashes, verifiedBy, time.GetUtcNow());
        if (preview is not null)
            record["preview"] = Path.GetFileName(preview);
        try
        {
            var note = SidecarStore.Write(path, record);
            return (Sidecar.PathOf(path), note ?? missing);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return (null, $"the sidecar is missing: {DiskFailures.From(ex, Sidecar.PathOf(path)).Message}");
        }
    }
}
