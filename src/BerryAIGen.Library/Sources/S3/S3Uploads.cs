using Amazon.S3.Model;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>Uploads in parts: begun, sent, listed, put together or thrown away.</summary>
internal sealed class S3Uploads(S3Objects objects)
{
    /// <summary>Begins an upload in parts; it says its SHA-256 of itself once it is complete.</summary>
    public async Task<string> BeginAsync(S3Place place, string sha256, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = place.Bucket, Key = place.Key };
        request.Metadata[S3Head.Sha256Member] = sha256;
        var begun = await objects
            .Client.WriteAsync(
                place,
                s3 => s3.InitiateMultipartUploadAsync(request, cancellationToken),
                cancellationToken
            )
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
        var sent = await objects
            .Patient.WriteAsync(
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
                page = await objects
                    .Client.ReadAsync(place, s3 => s3.ListPartsAsync(request, cancellationToken), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var part in page.Parts ?? [])
                    parts[part.PartNumber ?? 0] = new S3Part(part.ETag, part.Size ?? 0);
                request.PartNumberMarker = page.NextPartNumberMarker?.ToString();
            } while (page.IsTruncated == true && request.PartNumberMarker is not null);

            return parts;
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound || S3Objects.IsUnknown(ex))
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
        objects.WithConditionAsync(
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
            await objects
                .Client.WriteAsync(
                    place,
                    s3 => s3.AbortMultipartUploadAsync(place.Bucket, place.Key, uploadId, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound) { }
    }

    /// <summary>The uploads below a prefix that nobody has completed.</summary>
    public async Task<IReadOnlyList<S3Upload>> ListAsync(S3Place prefix, CancellationToken cancellationToken)
    {
        List<S3Upload> found = [];
        var request = new ListMultipartUploadsRequest { BucketName = prefix.Bucket, Prefix = prefix.Key };
        ListMultipartUploadsResponse page;
        do
        {
            page = await objects
                .Client.ReadAsync(
                    prefix,
                    s3 => s3.ListMultipartUploadsAsync(request, cancellationToken),
                    cancellationToken
                )
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
}

/// <summary>A part that arrived.</summary>
/// <param name="Tag">The server's word for its bytes; the MD5 of them unless the bucket encrypts with keys of its own.</param>
/// <param name="SizeBytes">How long it is.</param>
internal sealed record S3Part(string Tag, long SizeBytes);

/// <summary>An upload that was begun and not completed.</summary>
internal sealed record S3Upload(string Key, string UploadId, DateTimeOffset BegunAt);
