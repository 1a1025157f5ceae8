using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Roots.Exchange.Uploads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>A root in a bucket: its files lie below the prefix as they would lie in a models folder.</summary>
internal sealed class BucketEnd : IRootEnd
{
    private readonly ModelRoot _rules;
    private readonly S3Place _prefix;
    private readonly S3Objects _objects;
    private readonly BucketUpload _upload;
    private readonly bool _ownsLibrary;

    /// <exception cref="LibraryException">The settings for S3 cannot be read.</exception>
    public BucketEnd(BerryLibrary library, ModelRoot rules)
    {
        _rules = rules;
        var (place, _) = S3Place.Read(rules.Path);
        _prefix = place! with { Key = place!.Key.Length == 0 ? "" : place.Key + "/" };
        var options = BucketRules.For(rules, library.Options);
        _ownsLibrary = options != library.Options;
        Library = _ownsLibrary ? library.With(options) : library;
        var patience = new S3Patience(TimeSpan.FromMinutes(10), library.Transfers.MaxAttempts - 1);
        _objects = new S3Objects(new S3Client(options, library.Time), new S3Client(options, library.Time, patience));
        _upload = new BucketUpload(_objects, library);
    }

    public string Name => _rules.Name;

    public BerryLibrary Library { get; }

    public S3Objects Objects => _objects;

    public S3Place Prefix => _prefix;

    public string PlaceOf(string path) => S3Place.Start + _prefix.Bucket + "/" + _prefix.Key + path;

    public Failure? FindWriteRefusal() =>
        _rules.IsReadOnly
            ? new Failure(
                FailureCode.Policy,
                $"{_rules.Path} stays as it is: the root {Name} is read-only by your settings ('berry roots set {Name} --writable' changes that)."
            )
            : null;

    public Failure? FindAbsence() => null;

    public async Task<IReadOnlyList<RootFile>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await _objects.Client.ListAsync(_prefix, cancellationToken).ConfigureAwait(false);
        return BucketMarks.Read(
            listed.Select(item => (item.Key[_prefix.Key.Length..], item.Size ?? 0, item.ETag ?? ""))
        );
    }

    public async Task<string?> FindHashAsync(RootFile file, CancellationToken cancellationToken) =>
        file.Sha256 ?? (await _objects.FindAsync(At(file.Path), cancellationToken).ConfigureAwait(false))?.Sha256;

    public Task<IRootBytes> OpenAsync(RootFile file, CancellationToken cancellationToken) =>
        Task.FromResult<IRootBytes>(new BucketBytes(_objects, At(file.Path), file.Tag!));

    public RemoteFile Describe(RootFile file, string? sha256) =>
        new()
        {
            Source = S3Place.Scheme,
            Address = At(file.Path).Address,
            Server = _objects.Client.Server,
            Name = file.Name,
            SizeBytes = file.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = sha256 },
        };

    public Task<TransferOutcome> TransferAsync(
        RootFile file,
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => Library.Transfer().RunAsync(request with { KeyVariable = S3Options.KeyId }, progress, cancellationToken);

    public async Task<DownloadItem> BringAsync(BroughtFile file, CancellationToken cancellationToken)
    {
        var place = At(file.File.Path);
        // Somebody may have been quicker since the listing.
        if (await _objects.FindAsync(place, cancellationToken).ConfigureAwait(false) is { } there)
            return there.SizeBytes == file.File.SizeBytes && there.Sha256 == file.Sha256 && file.Sha256 is not null
                ? await MarkAsync(
                        file,
                        there,
                        file.Row with
                        {
                            State = DownloadState.AlreadyPresent,
                            VerifiedBy = "sha256",
                        },
                        cancellationToken
                    )
                    .ConfigureAwait(false)
                : DownloadItems.Stopped(file.Row, Exchanged.Taken(PlaceOf(file.File.Path)));
        var sha256 = file.Sha256 ?? throw new LibraryException(Exchanged.Unknown(file.Source.PlaceOf(file.File.Path)));
        var sent = await _upload.RunAsync(place, file, sha256, cancellationToken).ConfigureAwait(false);
        var found = await RequireAsync(place, file.File.SizeBytes, sha256, cancellationToken).ConfigureAwait(false);
        return await MarkAsync(
                file,
                found,
                file.Row with
                {
                    State = DownloadState.Completed,
                    TransferredBytes = sent,
                    VerifiedBy = "sha256",
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public Failure? FindNoRoom(long bytes) => null;

    public void Dispose()
    {
        if (_ownsLibrary)
            Library.Dispose();
    }

    /// <summary>Writes the mark of a file whose hash the object itself tells; for one that a stopped run left without it.</summary>
    public async Task<DownloadItem> MarkAsync(
        BroughtFile file,
        S3Head found,
        DownloadItem row,
        CancellationToken cancellationToken
    )
    {
        var named = file.File with { Tag = found.Tag };
        if (BucketMarks.Of(named, file.Sha256!, _prefix.Key) is not { } mark)
            return row;
        try
        {
            await _objects.PutAsync(At(mark), new S3Body([], 0), sha256: null, cancellationToken).ConfigureAwait(false);
        }
        catch (LibraryException refused) when (refused.Failure.Code == FailureCode.Conflict) { }
        catch (LibraryException refused)
        {
            // The file is there and tells its hash when it is asked alone.
            return row with { Reason = Sentences.Join(row.Reason, $"its mark is missing: {refused.Failure.Message}") };
        }

        return row;
    }

    private S3Place At(string path) => _prefix with { Key = _prefix.Key + path };

    // What the server says after the last byte, not what it was sent.
    private async Task<S3Head> RequireAsync(
        S3Place place,
        long size,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        var found = await _objects.FindAsync(place, cancellationToken).ConfigureAwait(false);
        return found is not null && found.SizeBytes == size && found.Sha256 == sha256
            ? found
            : throw new LibraryException(
                FailureCode.Verification,
                found is null
                    ? $"{_objects.Client.Server} took {place.Address} and has no such object; run the same command again."
                    : $"{place.Address} is not what was sent: {found.SizeBytes} bytes with SHA-256 {found.Sha256 ?? "unknown"}, and {size} with {sha256} were. Somebody else wrote it; nothing is replaced."
            );
    }
}
