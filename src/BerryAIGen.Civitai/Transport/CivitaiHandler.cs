using System.Net.Http.Headers;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Every request to Civitai and its storage passes here: who asks, the key, the pace, retries and time-outs.</summary>
/// <remarks>Answers leave with their body read, but for the good ones of requests that want the headers only.</remarks>
internal sealed class CivitaiHandler : DelegatingHandler
{
    private readonly CivitaiOptions _options;
    private readonly CivitaiHosts _hosts;
    private readonly AuthenticationHeaderValue? _key;
    private readonly Pace _pace;
    private readonly RetryPipeline _retries;

    public CivitaiHandler(CivitaiOptions options, CivitaiHosts hosts, HttpMessageHandler inner)
        : base(inner)
    {
        _options = options;
        _hosts = hosts;
        _key = string.IsNullOrWhiteSpace(options.ApiKey) ? null : new("Bearer", options.ApiKey.Trim());
        _pace = new Pace(options.RequestsPerSecond, options.Burst, options.TimeProvider);
        _retries = new RetryPipeline(options, _pace.Hold);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.RequestUri = AddressSecrets.Remove(request.RequestUri!);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.Authorization = _hosts.IsTrusted(request.RequestUri) ? _key : null;
        if (!RequestMarks.WantsHeadersOnly(request))
        {
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        }
        return _retries.RunAsync(
            request,
            (limit, cancellation) => AttemptAsync(request, limit, cancellation),
            cancellationToken
        );
    }

    private async Task<HttpResponseMessage> AttemptAsync(
        HttpRequestMessage request,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var clock = new CancellationTokenSource(limit, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode || !RequestMarks.WantsHeadersOnly(request))
                await ReadBodyAsync(answer, () => clock.CancelAfter(limit), either.Token).ConfigureAwait(false);
            return answer;
        }
        catch (Exception problem)
        {
            answer?.Dispose();
            if (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new TimeoutException($"nothing came for {limit.TotalSeconds:0.#} seconds", problem);
            throw;
        }
    }

    private static async Task ReadBodyAsync(
        HttpResponseMessage answer,
        Action onProgress,
        CancellationToken cancellationToken
    )
    {
        var limit = answer.IsSuccessStatusCode ? BufferedContent.AnswerLimit : BufferedContent.RefusalLimit;
        answer.Content = await BufferedContent
            .ReadAsync(answer.Content, limit, onProgress, cancellationToken)
            .ConfigureAwait(false);
    }
}
