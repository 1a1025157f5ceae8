using System.Globalization;
using System.Net.Http.Headers;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Every request to Civitai and its storage passes here: who asks, the key, the pace, retries and time-outs.</summary>
/// <remarks>Answers leave with their body read, but for the good ones of requests that want the headers only.</remarks>
internal sealed class CivitaiHandler : DelegatingHandler
{
    private readonly CivitaiOptions _options;
    private readonly Func<Uri, bool> _isTrusted;
    private readonly AuthenticationHeaderValue? _key;
    private readonly Paces _paces;
    private readonly RetryPipeline _retries;

    /// <param name="options">Who asks, how fast, how often.</param>
    /// <param name="isTrusted">Whether an address may see the key.</param>
    /// <param name="inner">What carries the requests.</param>
    public CivitaiHandler(CivitaiOptions options, Func<Uri, bool> isTrusted, HttpMessageHandler inner)
        : base(inner)
    {
        _options = options;
        _isTrusted = isTrusted;
        _key = string.IsNullOrWhiteSpace(options.ApiKey) ? null : new("Bearer", options.ApiKey.Trim());
        _paces = new Paces(options);
        _retries = new RetryPipeline(options, _paces);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var isTrusted = !RequestMarks.IsSigned(request) && _isTrusted(request.RequestUri!);
        // A storage's address keeps everything: a "token" in it is its signature.
        if (isTrusted)
            request.RequestUri = AddressSecrets.Remove(request.RequestUri!);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.Authorization = isTrusted && !RequestMarks.GoesWithoutKey(request) ? _key : null;
        if (!RequestMarks.WantsHeadersOnly(request))
        {
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        }
        return _retries.RunAsync(
            request,
            (allowed, cancellation) => AttemptAsync(request, allowed, cancellation),
            cancellationToken
        );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _paces.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> AttemptAsync(
        HttpRequestMessage request,
        AttemptTime allowed,
        CancellationToken cancellationToken
    )
    {
        RequestMarks.CountAttempt(request);
        var began = _options.TimeProvider.GetTimestamp();
        using var clock = new CancellationTokenSource(allowed.Silence, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode || !RequestMarks.WantsHeadersOnly(request))
                await ReadBodyAsync(answer, Progress, either.Token).ConfigureAwait(false);
            return answer;
        }
        catch (Exception problem)
        {
            answer?.Dispose();
            if (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new TimeoutException(Late(allowed, Left()), problem);
            throw;
        }

        TimeSpan Left() => allowed.Whole - _options.TimeProvider.GetElapsedTime(began);

        // Every byte gives the next one its time again, but not for ever.
        void Progress()
        {
            var left = Left();
            clock.CancelAfter(
                left <= TimeSpan.Zero ? TimeSpan.Zero
                : left < allowed.Silence ? left
                : allowed.Silence
            );
        }
    }

    private static string Late(AttemptTime allowed, TimeSpan left) =>
        left > TimeSpan.Zero || allowed.Whole == allowed.Silence
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"nothing came for {allowed.Silence.TotalSeconds:0.#} seconds"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the answer was not complete after {allowed.Whole.TotalSeconds:0.#} seconds"
            );

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
