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

    public S3Client Patient => patient;

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

    /// <summary>Writes only where nothing is, as far as the server knows how.</summary>
    public async Task WithConditionAsync<T>(
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

    /// <summary>Whether the server says that it does not know the request.</summary>
    public static bool IsUnknown(LibraryException refused) =>
        refused.InnerException is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.NotImplemented }
        || CodeOf(refused) == "NotImplemented";

    private static string? CodeOf(LibraryException refused) =>
        (refused.InnerException as AmazonServiceException)?.ErrorCode;
}
