using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>
/// Lists, describes and signs by Amazon's own library. It is loaded with the first S3 reference and not before; no byte of
/// a file goes through it.
/// </summary>
internal sealed class S3Client
{
    private static readonly TimeSpan SignedFor = TimeSpan.FromHours(1);

    private readonly S3Options _options;
    private readonly NetworkSettings _network;
    private readonly TimeProvider _time;
    private readonly AmazonS3Client _client;

    /// <param name="library">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a request may last, and how often it is tried; null for questions, which are short.</param>
    /// <exception cref="LibraryException">The settings for S3 cannot be read.</exception>
    public S3Client(LibraryOptions library, TimeProvider time, S3Patience? patience = null)
    {
        _options = S3Options.From(library.Sources);
        _network = library.Network;
        _time = time;
        _client = Open(library, _options, patience ?? S3Patience.Questions);
    }

    public string Server => _options.Server;

    /// <summary>Whether Amazon itself is asked, which knows more headers than the others.</summary>
    public bool IsAmazon => _options.Endpoint is null;

    /// <summary>Whether two ask the same server as the same person.</summary>
    public bool IsSameAs(S3Client other) => (Server, _options.Key?.Id) == (other.Server, other._options.Key?.Id);

    /// <summary>The objects below a prefix, without the empty ones that stand for folders.</summary>
    /// <exception cref="LibraryException">There is no such bucket, or it is not for this key.</exception>
    public async Task<IReadOnlyList<S3Object>> ListAsync(S3Place prefix, CancellationToken cancellationToken)
    {
        List<S3Object> found = [];
        var request = new ListObjectsV2Request { BucketName = prefix.Bucket, Prefix = prefix.Key };
        do
        {
            var page = await AskAsync(
                    prefix,
                    () => _client.ListObjectsV2Async(request, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            found.AddRange((page.S3Objects ?? []).Where(item => !item.Key.EndsWith('/')));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);

        return found;
    }

    /// <summary>The length of one object, and its SHA-256 when it was uploaded with one.</summary>
    /// <exception cref="LibraryException">There is none, or it is not for this key.</exception>
    public async Task<S3Head> GetAsync(S3Place place, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest
        {
            BucketName = place.Bucket,
            Key = place.Key,
            VersionId = place.VersionId,
            ChecksumMode = ChecksumMode.ENABLED,
        };
        return await AskAsync(place, AskOnceAsync, cancellationToken).ConfigureAwait(false);

        async Task<S3Head> AskOnceAsync()
        {
            try
            {
                var found = await _client.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
                return new S3Head(
                    found.ContentLength,
                    HexOf(found.ChecksumSHA256, found.ChecksumType)
                        ?? S3Head.Sha256In(found.Metadata[S3Head.Sha256Member]),
                    found.ETag ?? ""
                );
            }
            catch (AmazonServiceException ex) when ((int)ex.StatusCode is >= 300 and < 500)
            {
                await ExplainAsync(place, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Where the object can be asked for, for an hour from now; without a key, where a public one lies.</summary>
    public Uri Sign(S3Place place)
    {
        if (_options.Key is null)
            return PublicAddress(place);
        var request = new GetPreSignedUrlRequest
        {
            BucketName = place.Bucket,
            Key = place.Key,
            VersionId = place.VersionId,
            Verb = HttpVerb.GET,
            Expires = (_time.GetUtcNow() + SignedFor).UtcDateTime,
            Protocol = _options.Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        };
        return new Uri(_client.GetPreSignedURL(request));
    }

    private static AmazonS3Client Open(LibraryOptions library, S3Options options, S3Patience patience)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.Endpoint is not null,
            IgnoreConfiguredEndpointUrls = true,
            HttpClientFactory = new S3Connections(library, options),
            MaxErrorRetry = patience.Retries,
            Timeout = patience.Timeout,
            // Most servers beside Amazon's refuse what the library would add by itself: sums behind the bytes.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        AWSCredentials credentials = options.Key switch
        {
            null => new AnonymousAWSCredentials(),
            { Session: { } session } key => new SessionAWSCredentials(key.Id, key.Secret.Reveal(), session.Reveal()),
            { } key => new BasicAWSCredentials(key.Id, key.Secret.Reveal()),
        };
        return new AmazonS3Client(credentials, config);
    }

    // An object that was uploaded in parts may carry a checksum of checksums: no hash of its bytes.
    private static string? HexOf(string? base64, ChecksumType? type)
    {
        var bytes = new byte[32];
        return
            base64 is not null
            && type != ChecksumType.COMPOSITE
            && Convert.TryFromBase64String(base64, bytes, out var length)
            && length == bytes.Length
            ? Convert.ToHexStringLower(bytes)
            : null;
    }

    private Uri PublicAddress(S3Place place)
    {
        var server = _options.Endpoint?.AbsoluteUri.TrimEnd('/') ?? $"https://s3.{_options.Region}.amazonaws.com";
        return new Uri($"{server}/{place.Bucket}/{place.EscapedKey}{place.Query}");
    }

    // The answer to HEAD has no body, so it tells neither which key was wrong nor what is missing.
    private async Task ExplainAsync(S3Place place, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = place.Bucket,
            Key = place.Key,
            VersionId = place.VersionId,
            ByteRange = new ByteRange(0, 0),
        };
        using var answer = await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has written what this class has no method for.</summary>
    /// <exception cref="LibraryException">What the server refuses, in our words.</exception>
    public Task<T> WriteAsync<T>(
        S3Place place,
        Func<AmazonS3Client, Task<T>> write,
        CancellationToken cancellationToken
    ) => AskAsync(place, () => write(_client), cancellationToken, isWrite: true);

    /// <summary>Asks what this class has no method for.</summary>
    /// <exception cref="LibraryException">What the server refuses, in our words.</exception>
    public Task<T> ReadAsync<T>(
        S3Place place,
        Func<AmazonS3Client, Task<T>> read,
        CancellationToken cancellationToken
    ) => AskAsync(place, () => read(_client), cancellationToken);

    private async Task<T> AskAsync<T>(
        S3Place place,
        Func<Task<T>> ask,
        CancellationToken cancellationToken,
        bool isWrite = false
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_network.IsOffline)
            throw new LibraryException(NetworkSettings.Offline(place.Address));
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (AmazonServiceException ex) when (ex.StatusCode != default)
        {
            throw new LibraryException(
                S3Failures.From(ex.StatusCode, ex.ErrorCode, ex.Message, place, _options, isWrite),
                ex
            );
        }
        catch (Exception ex) when (ex is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new LibraryException(S3Failures.NoAnswer(ex, _options), ex);
        }
        catch (OperationCanceledException ex) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LibraryException(S3Failures.NoAnswer(ex, _options), ex);
        }
    }
}
