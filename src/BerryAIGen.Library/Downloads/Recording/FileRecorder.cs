using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Writes down what is known of a published file, beside it; the preview comes last, for it may be slow.</summary>
internal sealed class FileRecorder(
    PreviewFetcher previews,
    DownloadJournal journal,
    ForeignSidecars sidecars,
    ModelIdentification identification,
    TimeProvider time
)
{
    /// <summary>The model is in place whatever happens here, so nothing here makes the download fail.</summary>
    /// <returns>The sidecar's path, null when it could not be written, and what a person should know.</returns>
    public async Task<(string? Sidecar, string? Note)> RecordAsync(
        RecordedFile file,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var record = Sidecar.Describe(file, time.GetUtcNow());
            if (IdentityRecord.Find(identification, file.Path) is { } identity)
                record[IdentityRecord.Member] = identity;
            var aside = SidecarStore.Write(file.Path, record);
            var unwritten = await journal.AddAsync(file).ConfigureAwait(false);
            var missing =
                file.WantsPreview && file.File.Preview is { } address
                    ? await AddPreviewAsync(file.Path, address, isNew: aside is not null, cancellationToken)
                        .ConfigureAwait(false)
                    : null;
            return (Sidecar.PathOf(file.Path), Sentences.Join(aside, unwritten, missing, WriteForeign(file)));
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return (null, $"the sidecar is missing: {DiskFailures.From(ex, Sidecar.PathOf(file.Path)).Message}");
        }
    }

    /// <summary>Adds what the source says now; sizes, hashes and the time of the fetching stay as they were told.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<string?> RefreshAsync(string path, RemoteFile file, CancellationToken cancellationToken)
    {
        var told = new RecordedFile(file, path)
        {
            Hashes = new FileHashes { SizeBytes = 0 },
            VerifiedBy = "none",
            WasFetched = false,
        };
        var record = Sidecar.Describe(told, time.GetUtcNow());
        foreach (var name in (string[])["size_bytes", "verified_by", "hashes", "file_name", Sidecar.ModifiedMember])
            record.Remove(name);
        record["refreshed_at"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var aside = SidecarStore.Write(path, record);
        var missing = file.Preview is { } address
            ? await AddPreviewAsync(path, address, isNew: aside is not null, cancellationToken).ConfigureAwait(false)
            : null;
        return Sentences.Join(aside, missing);
    }

    // Last of all: they name the preview.
    private string? WriteForeign(RecordedFile file)
    {
        string? note = null;
        foreach (var id in file.Sidecars)
        {
            var written = sidecars.Write(file.Path, sidecars.Forms.GetWritable(id));
            note = Sentences.Join(note, written.Failure?.Message, SidecarNotes.Of(written));
        }

        return note;
    }

    private async Task<string?> AddPreviewAsync(
        string path,
        Uri address,
        bool isNew,
        CancellationToken cancellationToken
    )
    {
        var (preview, missing) = await previews
            .FetchAsync(path, address, isNew, cancellationToken)
            .ConfigureAwait(false);
        if (preview is not null)
            SidecarStore.Write(path, new JsonObject { ["preview"] = Path.GetFileName(preview) });
        return missing;
    }
}
