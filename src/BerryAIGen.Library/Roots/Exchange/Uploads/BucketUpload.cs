using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange.Uploads;

/// <summary>
/// Sends one file to a bucket. It is hashed while it is read, and nothing is completed whose bytes are not those that were
/// promised; what is read and waits to be sent is a few parts, however long the file is.
/// </summary>
internal sealed class BucketUpload(S3Objects objects, BerryLibrary library)
{
    private readonly S3Uploads _uploads = new(objects);
    private readonly UploadEnd _end = new(objects);
    private readonly TransferOptions _options = library.Transfers;
    private readonly SpeedLimit? _limit = SpeedLimit.Of(library.Transfers.BytesPerSecond, library.Time);

    /// <returns>The bytes that were sent now.</returns>
    /// <exception cref="LibraryException">The server refuses, or the file changed meanwhile; nothing bears its name then.</exception>
    public async Task<long> RunAsync(
        S3Place place,
        BroughtFile file,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        var size = file.File.SizeBytes;
        if (size > PartSizes.MaxBytes)
            throw new LibraryException(
                FailureCode.Usage,
                $"{file.File.Path} is larger than 5 TiB, which S3 does not take."
            );
        using var meter = new ProgressMeter(file.File.Name, file.Progress, library.Time) { Total = size };
        using var bytes = await file.Source.OpenAsync(file.File, cancellationToken).ConfigureAwait(false);
        meter.At(0);
        return size <= _options.PartBytes
            ? await SendWholeAsync(place, bytes, file, sha256, meter, cancellationToken).ConfigureAwait(false)
            : await SendPartsAsync(place, bytes, file, sha256, meter, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> SendWholeAsync(
        S3Place place,
        IRootBytes bytes,
        BroughtFile file,
        string sha256,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[file.File.SizeBytes];
        await bytes.ReadAsync(0, buffer, cancellationToken).ConfigureAwait(false);
        Require(bytes, Convert.ToHexStringLower(SHA256.HashData(buffer)), sha256, file);
        foreach (var limit in Limits())
            await limit.PassAsync(buffer.Length, cancellationToken).ConfigureAwait(false);
        var body = new S3Body(buffer, buffer.Length);
        await _end.StoreAsync(
                place,
                new SentFile(buffer.Length, sha256),
                () => objects.PutAsync(place, body, sha256, cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(false);
        meter.At(buffer.Length);
        return buffer.Length;
    }

    private async Task<long> SendPartsAsync(
        S3Place place,
        IRootBytes bytes,
        BroughtFile file,
        string sha256,
        ProgressMeter meter,
        CancellationToken cancellationToken
    )
    {
        using var record = UploadRecord.Open(library.Options.DataFolder, objects.Client.Server, place);
        var (upload, there) = await BeginAsync(place, file, sha256, record, cancellationToken).ConfigureAwait(false);
        if (there.Count > 0)
            meter.Note($"{file.File.Name} goes on: {there.Count} of its parts are there.");
        try
        {
            var parts = new PartPump(_uploads, place, upload, _options.Connections, Limits(), meter);
            var sent = await parts.RunAsync(bytes, file.File.SizeBytes, there, cancellationToken).ConfigureAwait(false);
            Require(bytes, sent.Sha256, sha256, file);
            var isTold = await _end.StoreAsync(
                    place,
                    new SentFile(file.File.SizeBytes, sha256),
                    () => _uploads.CompleteAsync(place, upload.Id, sent.Tags, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            // The same bytes may be another machine's, and ours still lie there in parts.
            if (!isTold && await _end.GiveUpAsync(place, upload.Id).ConfigureAwait(false) is { } left)
                meter.Note(left);
            record.Delete();
            return sent.Bytes;
        }
        catch (Exception ex)
            when (!record.IsKept
                || ex is LibraryException { Failure.Code: FailureCode.Verification or FailureCode.Conflict }
            )
        {
            // Nobody will go on with it; its parts would cost money for ever.
            if (await _end.GiveUpAsync(place, upload.Id).ConfigureAwait(false) is not { } left)
                record.Delete();
            else if (ex is LibraryException { Failure: var first })
                throw new LibraryException(UploadEnd.Join(first, left), ex);
            else
                meter.Note(left);
            throw;
        }
    }

    private async Task<(BegunUpload Upload, IReadOnlyDictionary<int, S3Part> There)> BeginAsync(
        S3Place place,
        BroughtFile file,
        string sha256,
        UploadRecord record,
        CancellationToken cancellationToken
    )
    {
        if (record.Find() is { } begun)
        {
            var there =
                begun.Sha256 == sha256
                    ? await _uploads.FindPartsAsync(place, begun.Id, cancellationToken).ConfigureAwait(false)
                    : null;
            if (there is not null)
                return (begun, there);
            await _uploads.AbortAsync(place, begun.Id, cancellationToken).ConfigureAwait(false);
        }

        var size = PartSizes.For(file.File.SizeBytes, _options.PartBytes);
        var id = await _uploads.BeginAsync(place, sha256, cancellationToken).ConfigureAwait(false);
        var upload = new BegunUpload(id, sha256, size);
        record.Write(upload, place);
        return (upload, new Dictionary<int, S3Part>());
    }

    private SpeedLimit[] Limits() =>
        [.. new[] { _limit, SpeedLimit.Of(_options.BytesPerSecondAndFile, library.Time) }.OfType<SpeedLimit>()];

    private static void Require(IRootBytes bytes, string actual, string promised, BroughtFile file)
    {
        var place = file.Source.PlaceOf(file.File.Path);
        if (!bytes.IsUnchanged)
            throw FolderBytes.Changed(place);
        if (actual != promised)
            throw new LibraryException(
                FailureCode.Verification,
                $"{place} is not the promised file: sha256 expected {promised}, actual {actual}. Nothing of it was stored."
            );
    }
}
