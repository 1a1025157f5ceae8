using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Asks one orchestrator and reads its answers; the key goes to its host and to no other.</summary>
internal sealed class OrchestrationTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly Func<Uri, string?>? _refuse;
    private readonly string? _apiKey;

    public OrchestrationTransport(CivitaiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options.Copy();
        CivitaiOptionsCheck.ThrowIfInvalid(own);
        own.ApiKey = own.KeyOfOrchestrator;
        own.MaxRetries = own.OrchestrationRetries;
        own.RetryTimeLimit = own.OrchestrationRetryTimeLimit;
        BaseUrl = own.OrchestrationUrl;
        Time = own.TimeProvider;
        _refuse = own.RefuseAddress;
        _apiKey = own.ApiKey;
        var network = own.Network ?? CivitaiTransport.Connections(own);
        _http = new HttpClient(new CivitaiHandler(own, IsOwn, network)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The orchestrator's address.</summary>
    public Uri BaseUrl { get; }

    public TimeProvider Time { get; }

    /// <summary>A part of a path; what could leave it is escaped.</summary>
    /// <exception cref="ArgumentException">It would name another path.</exception>
    public static string Segment(string text) =>
        text is "." or ".."
            ? throw new ArgumentException($"\"{text}\" is no name.", nameof(text))
            : Uri.EscapeDataString(text);

    public static HttpContent Json<T>(T body, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    /// <exception cref="CivitaiInvalidReplyException">The service gave no address of the web.</exception>
    public static Uri Absolute(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri!
            : throw new CivitaiInvalidReplyException(
                "The orchestrator gave no address to send the bytes to.",
                "$.uploadUrl",
                AddressSecrets.Mask(address) ?? ""
            );

    public async Task<T> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Get, path, null, isRepeatable: true);
        RequestMarks.MarkPatient(request, wait);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.Read(answer, type, _apiKey);
    }

    public async Task<T> PostAsync<T>(
        string path,
        HttpContent? body,
        JsonTypeInfo<T> type,
        bool isRepeatable,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Post, path, body, isRepeatable);
        RequestMarks.MarkPatient(request, wait);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.Read(answer, type, _apiKey);
    }

    /// <summary>Posts to a signed address, without the key.</summary>
    public async Task<T> PostToAsync<T>(
        Uri address,
        HttpContent body,
        JsonTypeInfo<T> type,
        bool isRepeatable,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        ThrowIfRefused(address);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        RequestMarks.MarkSigned(request);
        RequestMarks.MarkPatient(request, wait);
        if (isRepeatable)
            RequestMarks.MarkRepeatable(request);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.Read(answer, type, _apiKey);
    }

    /// <summary>Sends what is answered with nothing.</summary>
    public async Task SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        bool isRepeatable,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(method, path, body, isRepeatable);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes. When an earlier try got no answer, "not there" means that it was done then.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, path, null, isRepeatable: true);
        try
        {
            using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiNotFoundException) when (RequestMarks.Attempts(request) > 1) { }
    }

    /// <summary>Where a redirect leads, without going there.</summary>
    public async Task<Uri> GetLocationAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path, null, isRepeatable: true);
        RequestMarks.MarkHeadersOnly(request);
        using var answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (Redirects.IsOne(answer))
            return Redirects.Next(request.RequestUri!, answer, 0);
        throw answer.IsSuccessStatusCode
            ? new CivitaiInvalidReplyException(
                $"The orchestrator did not say where the blob is ({Asked(request)}).",
                null,
                "",
                answer.StatusCode
            )
            : Explain(request, answer);
    }

    /// <summary>Opens a path of the orchestrator, through its redirects.</summary>
    public Task<BlobContent> OpenAsync(string path, string accept, CancellationToken cancellationToken) =>
        OpenAddressAsync(new Uri(BaseUrl, path), accept, cancellationToken);

    /// <summary>Opens an address, through its redirects; every host but the orchestrator's is asked for consent, and gets no key.</summary>
    public async Task<BlobContent> OpenAddressAsync(Uri address, string accept, CancellationToken cancellationToken)
    {
        var (next, mayHaveKey) = (address, true);
        for (var hop = 0; ; hop++)
        {
            if (!IsOwn(next))
                ThrowIfRefused(next);
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Accept.ParseAdd(accept);
            RequestMarks.MarkHeadersOnly(request);
            if (!mayHaveKey)
                RequestMarks.MarkWithoutKey(request);
            var answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new BlobContent(answer, stream);
            }
            using (answer)
            {
                if (!Redirects.IsOne(answer))
                    throw Explain(request, answer);
                var following = Redirects.Next(next, answer, hop);
                // A key that was left behind stays there, even when a later redirect leads back.
                mayHaveKey &= Redirects.KeepsKey(next, following);
                next = following;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private bool IsOwn(Uri address) => Redirects.KeepsKey(BaseUrl, address);

    /// <exception cref="CivitaiAddressRefusedException">The owner of the client does not want the address to be asked.</exception>
    private void ThrowIfRefused(Uri address)
    {
        if (_refuse?.Invoke(address) is { } reason)
            throw new CivitaiAddressRefusedException(reason);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? body, bool isRepeatable)
    {
        var request = new HttpRequestMessage(method, new Uri(BaseUrl, path)) { Content = body };
        if (isRepeatable)
            RequestMarks.MarkRepeatable(request);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
        {
            // Nothing that is paid, and no key, is sent on to another address.
            throw Redirects.IsOne(answer)
                ? new CivitaiUnavailableException(
                    $"The orchestrator sent the request on to {answer.Headers.Location?.Host ?? "nowhere"}, which is not followed ({Asked(request)}). Try again later.",
                    answer.StatusCode
                )
                : Explain(request, answer);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TimeoutException)
        {
            throw new CivitaiUnavailableException(
                $"{request.RequestUri!.Host} gave no answer: {ConnectionProblem.Describe(problem)} "
                    + $"({Asked(request)}). Check the network, or try again later.",
                innerException: problem
            );
        }
    }

    private CivitaiRequestException Explain(HttpRequestMessage request, HttpResponseMessage answer)
    {
        var body = answer.Content is BufferedContent content
            ? ProblemReader.Read(content.Bytes.Span, content.IsCut, _apiKey)
            : ErrorBody.Empty;
        var refusal = new Refusal(
            answer.StatusCode,
            Asked(request),
            body,
            RetryRules.RetryAfter(answer, Time),
            _apiKey is null ? KeyState.None : KeyState.Refused
        );
        if (!IsOwn(request.RequestUri!))
            return OrchestrationRefusals.TranslateStorage(refusal, request.RequestUri!.Host);
        var problem = OrchestrationRefusals.Translate(refusal);
        problem.Attempts = RequestMarks.Attempts(request);
        return problem;
    }

    private static string Asked(HttpRequestMessage request) =>
        $"{request.Method} {ErrorBodyReader.Line(request.RequestUri!.PathAndQuery)}";
}
