using System.Net;
using System.Net.Http.Headers;

namespace BerryAIGen.Library.Network;

/// <summary>
/// Asks for files: every redirect is followed by hand, so that each hop is checked and gets only what is meant for it.
/// No cookies, no compression (the bytes must be those that were hashed), the system's proxy.
/// </summary>
public sealed class DownloadHttp : IDisposable
{
    private readonly DownloadHttpOptions _options;
    private readonly AddressGuard _guard;
    private readonly HttpClient _client;

    /// <summary>One instance serves the whole process; it is safe for parallel use.</summary>
    public DownloadHttp(DownloadHttpOptions options)
    {
        _options = options;
        _guard = new AddressGuard(options.BaseAddresses, options.AllowedHosts);
        _client = new HttpClient(GuardedConnections.CreateHandler(options, _guard))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
        _client.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    /// <summary>Who asked for fewer requests.</summary>
    internal BusyHosts BusyHosts { get; } = new();

    public void Dispose() => _client.Dispose();

    /// <exception cref="HttpRequestException">No answer came.</exception>
    internal async Task<HttpAnswer> GetAsync(HttpQuestion question, CancellationToken cancellationToken)
    {
        if (_options.IsOffline)
            return new HttpAnswer(question.Address, null, NetworkSettings.Offline(question.Address), 0);
        // A signature is for this one question, so none is ever too old and none is kept.
        var address = _options.Signers.TryGetValue(question.Address.Scheme, out var signer)
            ? signer.Value(question.Address)
            : WithoutUserInfo(question.Address);
        var refusal = _guard.Check(address);
        HashSet<string> seen = [];
        for (var redirects = 0; ; redirects++)
        {
            if (refusal is not null)
            {
                return new HttpAnswer(address, null, refusal, redirects);
            }

            seen.Add(address.AbsoluteUri);
            var answer = await AskAsync(question, address, redirects, cancellationToken).ConfigureAwait(false);
            if (answer.Response is not { } response || Target(address, response) is not { } next)
            {
                return answer;
            }

            answer.Dispose();
            refusal =
                seen.Contains(next.AbsoluteUri) ? Loop(question.Address, next)
                : redirects >= _options.MaxRedirects ? TooMany(question.Address)
                : _guard.CheckHop(address, next) ?? question.RefuseHop(next);
            address = next;
        }
    }

    private async Task<HttpAnswer> AskAsync(
        HttpQuestion question,
        Uri address,
        int redirects,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (question.TokenFor(address) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (question.From is { } from)
        {
            request.Headers.Range = new RangeHeaderValue(from, question.To);
            request.Headers.IfRange = question.ConditionFor(address);
        }

        try
        {
            var response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            return new HttpAnswer(address, response, null, redirects);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            return new HttpAnswer(address, null, refused.Failure, redirects);
        }
    }

    /// <summary>Where a redirect leads; null for every other answer.</summary>
    private static Uri? Target(Uri address, HttpResponseMessage response)
    {
        var redirects =
            response.StatusCode
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;
        return redirects && response.Headers.Location is { } location
            ? WithoutUserInfo(new Uri(address, location))
            : null;
    }

    // A name and password in an address would be sent to whoever it names; keys travel by TokenFor alone.
    private static Uri WithoutUserInfo(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length > 0
            ? new UriBuilder(address) { UserName = "", Password = "" }.Uri
            : address;

    private static Failure Loop(Uri start, Uri next) =>
        new(
            FailureCode.Network,
            $"{SafeText.Address(start)} cannot be downloaded: its redirects run in a circle at {SafeText.Address(next)}."
        );

    private Failure TooMany(Uri start) =>
        new(
            FailureCode.Network,
            $"{SafeText.Address(start)} cannot be downloaded: it redirects more than {_options.MaxRedirects} times."
        );
}
