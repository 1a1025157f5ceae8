using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>Finds and throws away the parts of uploads that nobody completed; a bucket keeps them unseen, and they cost.</summary>
internal sealed class BucketLeftovers(BucketEnd bucket, TimeProvider time)
{
    private readonly S3Uploads _uploads = new(bucket.Objects);

    public async Task<UnfinishedUploads> RunAsync(TimeSpan olderThan, bool apply, CancellationToken cancellationToken)
    {
        var uploads = await _uploads.ListAsync(bucket.Prefix, cancellationToken).ConfigureAwait(false);
        List<UnfinishedUpload> rows = [];
        foreach (
            var upload in uploads.Where(upload => upload.Key.StartsWith(bucket.Prefix.Key, StringComparison.Ordinal))
        )
        {
            var age = time.GetUtcNow() - upload.BegunAt;
            var row = new UnfinishedUpload(
                Exchanged.Shown(upload.Key[bucket.Prefix.Key.Length..]),
                age,
                age >= olderThan
            );
            rows.Add(row.IsOld && apply ? await AbortAsync(row, upload, cancellationToken).ConfigureAwait(false) : row);
        }

        return new UnfinishedUploads(rows, apply);
    }

    private async Task<UnfinishedUpload> AbortAsync(
        UnfinishedUpload row,
        S3Upload upload,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var place = bucket.Prefix with { Key = upload.Key };
            await _uploads.AbortAsync(place, upload.UploadId, cancellationToken).ConfigureAwait(false);
            return row with { IsGone = true };
        }
        catch (LibraryException refused)
        {
            return row with { Failure = refused.Failure };
        }
    }
}

/// <summary>An upload that was begun and not completed.</summary>
/// <param name="Path">The file below the root that it was to be.</param>
/// <param name="Age">Since it was begun.</param>
/// <param name="IsOld">Whether it is old enough to go.</param>
public sealed record UnfinishedUpload(string Path, TimeSpan Age, bool IsOld)
{
    public bool IsGone { get; init; }

    /// <summary>Why it stays although it was to go.</summary>
    public Failure? Failure { get; init; }
}

/// <summary>What a clean-up of a bucket found and did.</summary>
/// <param name="Uploads">In the server's order.</param>
/// <param name="IsApplied">False for a dry run.</param>
public sealed record UnfinishedUploads(IReadOnlyList<UnfinishedUpload> Uploads, bool IsApplied);
