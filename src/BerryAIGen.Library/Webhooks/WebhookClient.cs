using System.Globalization;
using System.Net.Sockets;
using System.Text;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Webhooks;

/// <summary>
/// Sends messages to addresses that people named. None of them may reach into the private network, unless it is among the
/// allowed hosts; redirects are not followed, and of an answer only the beginning is read.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private const int MostAddress = 2000;
    private const int MostText = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private readonly DownloadHttpOptions _options;
    private readonly AddressGuard _guard;
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <param name="options">Hosts, proxy and certificates; base addresses are those of sources, and exempt nobody here.</param>
    /// <param name="time">Measures how long it takes.</param>
    internal WebhookClient(DownloadHttpOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _guard = new AddressGuard([], options.AllowedHosts);
        var handler = GuardedConnections.CreateHandler(options, _guard);
        // An address may be a secret: it stands in no trace, and receivers learn of none.
        handler.ActivityHeadersPropagator = null;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
    }

    /// <summary>Nothing may be sent at all.</summary>
    public bool IsOffline => _options.IsOffline;

    /// <summary>An address that messages may be sent to, as far as that can be told now; each connection is checked again.</summary>
    /// <exception cref="LibraryException">It is none, or leads to this machine or a private network.</exception>
    public async Task<Uri> CheckAsync(string text, CancellationToken cancellationToken)
    {
        if (
            text.Length > MostAddress
            || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
            throw new LibraryException(
                FailureCode.Usage,
                $"The address of a webhook is an http or https address of up to {MostAddress} characters, such as https://example.org/hook."
            );
        if (address.UserInfo.Length > 0)
            throw new LibraryException(
                FailureCode.Usage,
                "The address of a webhook holds no name and password; receivers know messages by their signature."
            );
        var refusal =
            _guard.Check(address)
            ?? (
                await LeadsInsideAsync(address, cancellationToken).ConfigureAwait(false)
                    ? AddressGuard.RefusePrivate(address)
                    : null
            );
        return refusal is null ? address : throw new LibraryException(refusal);
    }

    /// <summary>Sends a message once; never throws for what the receiver or the network does.</summary>
    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        if ((_options.IsOffline ? NetworkSettings.Offline(message.Address) : _guard.Check(message.Address)) is { } no)
            return Failed(no.Message);
        using var limit = new CancellationTokenSource(Longest, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = RequestOf(message);
            using var response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token)
                .ConfigureAwait(false);
            var text = await ReadAsync(response, stop.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return AnswerOf(response, text, _time.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(
                $"{SafeText.Address(message.Address)} did not answer within {Longest.TotalSeconds:0} seconds."
            );
        }
        catch (HttpRequestException problem)
        {
            return Failed(
                problem.InnerException is AddressRefusedException refused
                    ? refused.Failure.Message
                    : $"{SafeText.Address(message.Address)} cannot be reached: {SafeText.Mask(problem.Message).TrimEnd('.')}."
            );
        }

        WebhookAnswer Failed(string why) => new() { Duration = _time.GetElapsedTime(began), Error = why };
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage RequestOf(WebhookMessage message)
    {
        var at = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, message.Address)
        {
            Content = new StringContent(message.Payload, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        if (message.Secrets.Count > 0)
            request.Headers.Add(
                "webhook-signature",
                string.Join(' ', message.Secrets.Select(secret => secret.Sign(message.Id, at, message.Payload)))
            );
        return request;
    }

    private WebhookAnswer AnswerOf(HttpResponseMessage response, string text, TimeSpan duration)
    {
        var status = (int)response.StatusCode;
        var answer = new WebhookAnswer
        {
            Status = status,
            Duration = duration,
            Text = text,
            RetryAfter = RetryPause.Wished(response.Headers.RetryAfter, _time.GetUtcNow()),
        };
        return answer.IsTaken ? answer
            : status is >= 300 and < 400
                ? answer with
                {
                    Error =
                        $"The receiver answered {status}, and redirects are not followed; give the webhook its new address.",
                }
            : answer with { Error = $"The receiver answered {status}." };
    }

    // The status counts; what a receiver says beside it is only for people, so a body that breaks or stalls costs nothing.
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostText];
        var read = 0;
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                read = await body.ReadAtLeastAsync(bytes, MostText, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or HttpRequestException)
        {
            return "";
        }

        return Printable(Encoding.UTF8.GetString(bytes, 0, read));
    }

    private static string Printable(string text) =>
        SafeText.Mask(string.Concat(text.Select(one => char.IsControl(one) && one is not '\n' ? ' ' : one)));

    // Through a proxy names are resolved there, and nobody here knows to what.
    private async Task<bool> LeadsInsideAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_options.IsOffline || IsThroughProxy(address) || _guard.IsExempt(address.IdnHost, address.Port))
            return false;
        using var limit = new CancellationTokenSource(LongestLook, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var found = await _options.Resolve(address.IdnHost, stop.Token).ConfigureAwait(false);
            return found.Length > 0 && !Array.Exists(found, PublicAddresses.Contains);
        }
        catch (Exception unknown)
            when (unknown is SocketException
                || (unknown is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            // Nobody knows the name now; when somebody does, the connection is checked.
            return false;
        }
    }

    private bool IsThroughProxy(Uri address) =>
        (_options.Proxy ?? HttpClient.DefaultProxy) is { } proxy
        && !proxy.IsBypassed(address)
        && proxy.GetProxy(address) is { } through
        && through != address;
}
