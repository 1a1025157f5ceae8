using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Caching;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Sends one request and reads one answer; all errors leave as <see cref="CivitaiRequestException"/>.</summary>
internal sealed class CivitaiTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly ApiAddresses _addresses;
    private readonly KeyCheck _key;
    private readonly TimeProvider _time;
    private readonly Func<Uri, string?>? _refuse;
    private readonly string? _apiKey;

    /// <param name="options">Where, who, how fast.</param>
    /// <param name="network">What carries the requests in place of the machine's own connections; null for those.</param>
    public CivitaiTransport(CivitaiOptions options, HttpMessageHandler? network = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = options.Copy();
        CivitaiOptionsCheck.ThrowIfInvalid(own);
        _time = own.TimeProvider;
        _refuse = own.RefuseAddress;
        _apiKey = string.IsNullOrWhiteSpace(own.ApiKey) ? null : own.ApiKey.Trim();
        _addresses = new ApiAddresses(own.SiteUrl);
        _http = new HttpClient(Handlers(own, network ?? Connections(own))) { Timeout = Timeout.InfiniteTimeSpan };
        _key = new KeyCheck(own, SendOnceAsync, new Uri(own.SiteUrl, "/api/v1/me"));
    }

    /// <summary>The site's address.</summary>
    public Uri SiteUrl => _addresses.SiteUrl;

    /// <summary>The API's address, <c>https://civitai.com/api/v1</c>; paths below are relative to it.</summary>
    public Uri ApiUrl => _addresses.ApiUrl;

    /// <summary>Who counts as Civitai, the configured site included.</summary>
    public CivitaiHosts Hosts => _addresses.Hosts;

    /// <summary>Asks for a path below <see cref="ApiUrl"/> or for an absolute address (<c>nextPage</c>).</summary>
    public async Task<T> GetAsync<T>(string pathOrUrl, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _addresses.Locate(pathOrUrl));
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.Read(answer, type, _apiKey);
    }

    /// <summary>The same, as the JSON that came.</summary>
    public async Task<JsonElement> GetJsonAsync(string pathOrUrl, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _addresses.Locate(pathOrUrl));
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.ReadElement(answer, _apiKey);
    }

    /// <summary>Posts a JSON body; set <paramref name="isRepeatable"/> only when sending it twice does no harm.</summary>
    public async Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path,
        TBody? body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<TAnswer> answerType,
        bool isRepeatable,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _addresses.Locate(path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        if (isRepeatable)
            RequestMarks.MarkRepeatable(request);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerReader.Read(answer, answerType, _apiKey);
    }

    /// <summary>Asks for the headers of a good answer; follows nothing.</summary>
    /// <param name="address">What is asked.</param>
    /// <param name="mayHaveKey">False once a redirect led to another host; else the key goes along if the host is trusted.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CivitaiRequestException">A refusal of Civitai; other hosts' and redirects come back as they are.</exception>
    public async Task<HttpResponseMessage> GetHeadersAsync(
        Uri address,
        bool mayHaveKey,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (!mayHaveKey)
            RequestMarks.MarkWithoutKey(request);
        request.Headers.Range = new RangeHeaderValue(0, 0);
        RequestMarks.MarkHeadersOnly(request);
        var answer = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        var isAnswer =
            answer.IsSuccessStatusCode
            || Redirects.IsOne(answer)
            || answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;
        if (isAnswer || !Hosts.IsTrusted(address))
            return answer;
        using (answer)
            throw await ExplainAsync(request, answer, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="CivitaiAddressRefusedException">The owner of the client does not want the address to be asked.</exception>
    public void ThrowIfRefused(Uri address)
    {
        if (_refuse?.Invoke(address) is { } reason)
            throw new CivitaiAddressRefusedException(reason);
    }

    /// <summary>What a refusal says, without the key.</summary>
    public ErrorBody Explain(HttpResponseMessage answer) =>
        answer.Content is BufferedContent content
            ? ErrorBodyReader.Read(content.Bytes.Span, content.IsCut, _apiKey)
            : ErrorBody.Empty;

    /// <summary>How long an answer asks to wait, null when it does not say.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage answer) => RetryRules.RetryAfter(answer, _time);

    /// <summary>What is known of the key, asked once; null when it cannot be found out.</summary>
    public Task<KeyState?> RecallKeyAsync(CancellationToken cancellationToken) => _key.RecallAsync(cancellationToken);

    /// <summary>What Civitai thinks of the key, asked now.</summary>
    public Task<KeyState> CheckKeyAsync(CancellationToken cancellationToken) => _key.AskAsync(cancellationToken);

    public void Dispose() => _http.Dispose();

    internal static SocketsHttpHandler Connections(CivitaiOptions options) =>
        new()
        {
            // Redirects are followed by hand: the key must not go along to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };

    private static HttpMessageHandler Handlers(CivitaiOptions options, HttpMessageHandler network) =>
        CachingHandler.Around(
            new CivitaiHandler(options, new CivitaiHosts(options.SiteUrl).IsTrusted, network),
            options
        );

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage first, CancellationToken cancellationToken)
    {
        var request = first;
        for (var hop = 0; ; hop++)
        {
            var answer = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
            {
                if (!Redirects.IsOne(answer) || first.Method != HttpMethod.Get)
                    throw await ExplainAsync(request, answer, cancellationToken).ConfigureAwait(false);
                var next = Redirects.Next(request.RequestUri!, answer, hop);
                if (!Hosts.IsTrusted(next))
                    throw new CivitaiUnavailableException(
                        $"Civitai sent the request on to {next.Host}, which is not Civitai. Try again later.",
                        answer.StatusCode
                    );
                request = Follow(request, next);
            }
        }
    }

    // A key that was left behind stays there, even when a later redirect leads back.
    private static HttpRequestMessage Follow(HttpRequestMessage request, Uri next)
    {
        var following = new HttpRequestMessage(HttpMethod.Get, next);
        if (RequestMarks.GoesWithoutKey(request) || !Redirects.KeepsKey(request.RequestUri!, next))
            RequestMarks.MarkWithoutKey(following);
        return following;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
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

    private async Task<CivitaiRequestException> ExplainAsync(
        HttpRequestMessage request,
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        var key =
            answer.StatusCode == HttpStatusCode.Unauthorized
                ? await RecallKeyAsync(cancellationToken).ConfigureAwait(false)
                : null;
        return RefusalTranslator.Translate(
            new Refusal(answer.StatusCode, Asked(request), Explain(answer), RetryAfter(answer), key)
        );
    }

    private static string Asked(HttpRequestMessage request) =>
        $"{request.Method} {ErrorBodyReader.Line(request.RequestUri!.PathAndQuery)}";
}
