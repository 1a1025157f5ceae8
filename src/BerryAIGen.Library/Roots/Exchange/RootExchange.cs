using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>Brings models from one root to another, on disks and in buckets.</summary>
public sealed class RootExchange
{
    private readonly BerryLibrary _library;
    private readonly RootRecordCache _records;

    internal RootExchange(BerryLibrary library, RootRecordCache records) => (_library, _records) = (library, records);

    /// <summary>
    /// Plans, transfers, verifies and publishes; what is there already is not sent again, what differs stays, and nothing is
    /// deleted.
    /// </summary>
    /// <exception cref="LibraryException">A root is not there, or nothing may be put into the second one, or it has no room.</exception>
    public async Task<ExchangeOutcome> RunAsync(
        ExchangeRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var ends = new RootEnds(_library, _records, progress);
        using var source = ends.Open(request.From);
        using var target = ends.Open(request.To);
        if (source.PlaceOf("") == target.PlaceOf(""))
            throw new LibraryException(
                FailureCode.Usage,
                $"{source.Name} and {target.Name} are one and the same root."
            );
        var items = await new ExchangeRun(_library, source, target, request, progress)
            .RunAsync(cancellationToken)
            .ConfigureAwait(false);
        return new ExchangeOutcome(source.PlaceOf(""), target.PlaceOf(""), items);
    }

    /// <summary>Throws away the parts of uploads to a bucket that nobody completed; only says so unless told to do it.</summary>
    /// <param name="root">A root in a bucket, or its address.</param>
    /// <param name="olderThan">Younger ones stay: somebody may go on with them.</param>
    /// <param name="apply">False is a dry run.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    /// <exception cref="LibraryException">There is no such root, it is read-only, or its server refuses.</exception>
    public async Task<UnfinishedUploads> CleanAsync(
        string root,
        TimeSpan olderThan,
        bool apply,
        CancellationToken cancellationToken
    )
    {
        using var bucket = new RootEnds(_library, _records, progress: null).OpenBucket(root);
        if (apply && bucket.FindWriteRefusal() is { } refusal)
            throw new LibraryException(refusal);
        return await new BucketLeftovers(bucket, _library.Time)
            .RunAsync(olderThan, apply, cancellationToken)
            .ConfigureAwait(false);
    }
}
