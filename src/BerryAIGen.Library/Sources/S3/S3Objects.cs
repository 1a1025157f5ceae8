using Amazon.Runtime;
using Amazon.S3.Model;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>
/// Writes objects, and reads pieces of them. Every body goes in one piece with its MD5 and signed with its SHA-256, which
/// all servers that speak S3 compare; none is divided or has sums behind it, which several refuse.
/// </summary>
/// <param name="client">For what is answered at once.</param>
/// <param name="patient">For what takes its time: bodies, and putting parts together.</param>
internal sealed class S3Objects(S3Client client, S3Client patient)
{
    // Until a server says that it knows none.
    private volatile bool _hasConditions = true;

    public S3Client Client => client;

    /// <summary>What is there; null for nothing.</summary>
    /// <exception cref="LibraryException">There is no such bucket, or it is not for this key.</exception>
    public async Task<S3Head?> FindAsync(S3Place place, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(place, cancellationToken).ConfigureAwait(false);
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound && CodeOf(ex) != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <summary>Puts a small object where none is.</summary>
    /// <param name="place">Where.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="sha256">What the object says of itself; null for one that says nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LibraryException">Something is there, or the server refuses.</exception>
    public Task PutAsync(S3Place place, S3Body body, string? sha256, CancellationToken cancellationToken) =>
        WithConditionAsync(
            place,
            (s3, condition) =>
            {
                var request = new PutObjectRequest
                {
                    BucketName = place.Bucket,
                    Key = place.Key,
                    InputStream = body.Open(),
                    MD5Digest = body.Md5Text,
                    UseChunkEncoding = false,
                    IfNoneMatch = condition,
                };
                if (sha256 is not null)
                {
                    request.Metadata[S3Head.Sha256Member] = sha256;
                    if (client.IsAmazon)
                        request.ChecksumSHA256 = Convert.ToBase64String(Convert.FromHexString(sha256));
                }

                return s3.PutObjectAsync(request, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Begins an upload in parts; it says its SHA-256 of itself once it is complete.</summary>
    public async Task<string> BeginAsync(S3Place place, string sha256, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = place.Bucket, Key = place.Key };
        request.Metadata[S3Head.Sha256Member] = sha256;
        var begun = await client
            .WriteAsync(place, s3 => s3.InitiateMultipartUploadAsync(request, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return begun.UploadId;
    }

    /// <returns>The server's tag of the part.</returns>
    public async Task<string> PutPartAsync(
        S3Place place,
        string uploadId,
        int number,
        S3Body body,
        CancellationToken cancellationToken
    )
    {
        var sent = await patient
            .WriteAsync(
                place,
                s3 =>
                    s3.UploadPartAsync(
                        new UploadPartRequest
                        {
                            BucketName = place.Bucket,
                            Key = place.Key,
                            UploadId = uploadId,
                            PartNumber = number,
                            PartSize = body.Length,
                            InputStream = body.Open(),
                            MD5Digest = body.Md5Text,
                            UseChunkEncoding = false,
                        },
                        cancellationToken
                    ),
                cancellationToken
            )
            .ConfigureAwait(false);
        return sent.ETag;
    }

    /// <summary>The parts that arrived, by number; null when the server has no such upload or does not tell.</summary>
    public async Task<IReadOnlyDictionary<int, S3Part>?> FindPartsAsync(
        S3Place place,
        string uploadId,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, S3Part> parts = [];
        var request = new ListPartsRequest
        {
            BucketName = place.Bucket,
            Key = place.Key,
            UploadId = uploadId,
        };
        try
        {
            ListPartsResponse page;
            do
            {
                page = await client
                    .ReadAsync(place, s3 => s3.ListPartsAsync(request, cancellationToken), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var part in page.Parts ?? [])
                    parts[part.PartNumber ?? 0] = new S3Part(part.ETag, part.Size ?? 0);
                request.PartNumberMarker = page.NextPartNumberMarker?.ToString();
            } while (page.IsTruncated == true && request.PartNumberMarker is not null);

            return parts;
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound || IsUnknown(ex))
        {
            return null;
        }
    }

    /// <exception cref="LibraryException">Something is there, or the server refuses.</exception>
    public Task CompleteAsync(
        S3Place place,
        string uploadId,
        IEnumerable<KeyValuePair<int, string>> tags,
        CancellationToken cancellationToken
    ) =>
        WithConditionAsync(
            place,
            (s3, condition) =>
                s3.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = place.Bucket,
                        Key = place.Key,
                        UploadId = uploadId,
                        PartETags = [.. tags.OrderBy(tag => tag.Key).Select(tag => new PartETag(tag.Key, tag.Value))],
                        IfNoneMatch = condition,
                    },
                    cancellationToken
                ),
            cancellationToken
        );

    /// <summary>Throws an upload's parts away; one that is gone already is as good.</summary>
    public async Task AbortAsync(S3Place place, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await client
                .WriteAsync(
                    place,
                    s3 => s3.AbortMultipartUploadAsync(place.Bucket, place.Key, uploadId, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound) { }
    }

    /// <summary>The uploads below a prefix that nobody has completed.</summary>
    public async Task<IReadOnlyList<S3Upload>> UploadsAsync(S3Place prefix, CancellationToken cancellationToken)
    {
        List<S3Upload> found = [];
        var request = new ListMultipartUploadsRequest { BucketName = prefix.Bucket, Prefix = prefix.Key };
        ListMultipartUploadsResponse page;
        do
        {
            page = await client
                .ReadAsync(prefix, s3 => s3.ListMultipartUploadsAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            found.AddRange(
                (page.MultipartUploads ?? []).Select(upload => new S3Upload(
                    upload.Key,
                    upload.UploadId,
                    new DateTimeOffset((upload.Initiated ?? default).ToUniversalTime())
                ))
            );
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        } while (page.IsTruncated == true && !string.IsNullOrEmpty(page.NextKeyMarker));

        return found;
    }

    /// <summary>Fills the buffer from a place in an object, as long as that is the one of the tag.</summary>
    public Task ReadAsync(
        S3Place place,
        string tag,
        long offset,
        Memory<byte> into,
        CancellationToken cancellationToken
    ) =>
        patient.ReadAsync(
            place,
            async s3 =>
            {
                var request = new GetObjectRequest
                {
                    BucketName = place.Bucket,
                    Key = place.Key,
                    EtagToMatch = tag,
                    ByteRange = new ByteRange(offset, offset + into.Length - 1),
                };
                using var answer = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
                await answer.ResponseStream.ReadExactlyAsync(into, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken
        );

    private async Task WithConditionAsync<T>(
        S3Place place,
        Func<Amazon.S3.AmazonS3Client, string?, Task<T>> write,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await patient
                .WriteAsync(place, s3 => write(s3, _hasConditions ? "*" : null), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (LibraryException ex) when (_hasConditions && IsUnknown(ex))
        {
            // Then only the look before tells whether something is there.
            _hasConditions = false;
            await patient.WriteAsync(place, s3 => write(s3, null), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsUnknown(LibraryException refused) =>
        refused.InnerException is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.NotImplemented }
        || CodeOf(refused) == "NotImplemented";

    private static string? CodeOf(LibraryException refused) =>
        (refused.InnerException as AmazonServiceException)?.ErrorCode;
}

/// <summary>A part that arrived.</summary>
/// <param name="Tag">The server's word for its bytes; the MD5 of them unless the bucket encrypts with keys of its own.</param>
/// <param name="SizeBytes">How long it is.</param>
internal sealed record S3Part(string Tag, long SizeBytes);

/// <summary>An upload that was begun and not completed.</summary>
internal sealed record S3Upload(string Key, string UploadId, DateTimeOffset BegunAt);
