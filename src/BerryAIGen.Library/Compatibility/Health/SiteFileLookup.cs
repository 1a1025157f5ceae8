using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Asks the configured Civitai where a file is. The key goes to Civitai's own host alone.</summary>
public sealed class SiteFileLookup(LibraryOptions options, ProviderHttp http)
{
    private const string Login = "/login";
    private const int MostMoves = 5;
    private const int MostWords = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Where a file of a version can be had now, or why not, in Civitai's own words.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="query">What is said of the file, with a question mark before it; empty for the version's own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It did not answer.</exception>
    public async Task<SiteFileAnswer> FindAsync(int version, string query, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/download/models/{version}{query}");
        var address = new ProviderConnection(options.CivitaiUrl, Key: null).At(path);
        for (var moves = 0; moves <= MostMoves; moves++)
        {
            using var answer = await AskAsync(address, options.CivitaiKey, cancellationToken).ConfigureAwait(false);
            if (answer.Status is not { } status)
                throw new LibraryException(FailureCode.Network, $"Civitai was not reached: {answer.Problem}.");
            if (answer.IsSuccess)
                return answer.IsPage
                    ? SiteFileAnswer.None
                    : await OfItselfAsync(address, cancellationToken).ConfigureAwait(false);
            if ((int)status is not (>= 300 and < 400) || answer.Location is not { } location)
                return Refused(answer);
            var next = new Uri(address, location);
            if (!IsWithin(address, next))
                return status is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect
                    ? new SiteFileAnswer((int)status, next, null)
                    : Moved(next);
            if (next.AbsolutePath.StartsWith(Login, StringComparison.OrdinalIgnoreCase))
                return new SiteFileAnswer((int)HttpStatusCode.Unauthorized, null, null);
            address = next;
        }

        return SiteFileAnswer.None;
    }

    // One that has the file itself sends it: who wants it asks there, without the key of this server. Where that is not
    // enough, this server alone can have it.
    private async Task<SiteFileAnswer> OfItselfAsync(Uri address, CancellationToken cancellationToken)
    {
        if (options.CivitaiKey is null)
            return new SiteFileAnswer((int)HttpStatusCode.OK, address, null);
        using var answer = await AskAsync(address, key: null, cancellationToken).ConfigureAwait(false);
        return answer is { IsSuccess: true, IsPage: false } || IsElsewhere(address, answer)
            ? new SiteFileAnswer((int)HttpStatusCode.OK, address, null)
            : WithoutKey(answer) with
            {
                IsForKeyAlone = true,
            };
    }

    // A page where people sign in is as good as a refusal, however they are sent there.
    private static SiteFileAnswer WithoutKey(ProviderAnswer answer) =>
        (int?)answer.Status switch
        {
            null => SiteFileAnswer.None,
            < 400 => new SiteFileAnswer((int)HttpStatusCode.Unauthorized, null, null),
            _ => Refused(answer),
        };

    private static bool IsElsewhere(Uri address, ProviderAnswer answer) =>
        (int?)answer.Status is >= 300 and < 400
        && answer.Location is { } location
        && !new Uri(address, location).AbsolutePath.StartsWith(Login, StringComparison.OrdinalIgnoreCase);

    private Task<ProviderAnswer> AskAsync(Uri address, Secret? key, CancellationToken cancellationToken)
    {
        var host = new ProviderConnection(new Uri(address.GetLeftPart(UriPartial.Authority)), key);
        var question = new ProviderQuestion(address.PathAndQuery, Patience)
        {
            MostBytes = MostWords,
            ReadsRefusalsAlone = true,
        };
        return ProviderAnswer.AskAsync(http.For(host.Address), host, question, cancellationToken);
    }

    // The same host, and never from a closed line to an open one.
    private static bool IsWithin(Uri from, Uri to) =>
        to.Authority.Equals(from.Authority, StringComparison.OrdinalIgnoreCase)
        && (to.Scheme == from.Scheme || to.Scheme == Uri.UriSchemeHttps);

    // A refusal is an error whatever it is: a client stores what comes with a success as the model.
    private static SiteFileAnswer Refused(ProviderAnswer answer) =>
        (int)answer.Status! < 400
            ? SiteFileAnswer.None
            : new SiteFileAnswer(
                (int)answer.Status,
                null,
                answer.Body is { RootElement.ValueKind: JsonValueKind.Object } told
                    ? JsonObject.Create(told.RootElement.Clone())
                    : null
            );

    // A key is for one host: where the whole site went is for a person to say.
    private static SiteFileAnswer Moved(Uri to) =>
        SiteFileAnswer.None with
        {
            Body = new JsonObject
            {
                ["error"] = $"Civitai has moved to {to.Host}: set BERRY_CIVITAI_URL to that address if you trust it",
            },
        };
}

/// <summary>What Civitai says to who wants a file.</summary>
/// <param name="Status">Its status; an error's when there is no address.</param>
/// <param name="Address">Where the file is, for about a day at Civitai's storage; null when it is refused.</param>
/// <param name="Body">Why it is refused; null when that is no JSON.</param>
public sealed record SiteFileAnswer(int Status, Uri? Address, JsonObject? Body)
{
    internal static SiteFileAnswer None { get; } = new((int)HttpStatusCode.BadGateway, null, null);

    /// <summary>Whether it would be sent to this server, and to nobody without its key.</summary>
    public bool IsForKeyAlone { get; init; }

    /// <summary>Whether this server fetches it now, and has it later.</summary>
    public bool IsComing { get; init; }
}
