using System.Net;
using BerryAIGen.Civitai.Errors;

namespace BerryAIGen.Civitai.Transport;

/// <summary>
/// Finds out what Civitai thinks of the key. Only <c>/me</c> tells: every public route treats a wrong key as none.
/// </summary>
internal sealed class KeyCheck(
    CivitaiOptions options,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
    Uri me
)
{
    // Two callers at once may both ask; that is cheaper than making them wait for each other.
    private KeyState? _known = string.IsNullOrWhiteSpace(options.ApiKey) ? KeyState.None : null;

    /// <summary>Asks now; no key asks nothing.</summary>
    /// <exception cref="CivitaiRequestException">The service could not answer.</exception>
    public async Task<KeyState> AskAsync(CancellationToken cancellationToken)
    {
        if (_known == KeyState.None)
            return KeyState.None;
        using var request = new HttpRequestMessage(HttpMethod.Get, me);
        using var answer = await send(request, cancellationToken).ConfigureAwait(false);
        return (int)answer.StatusCode switch
        {
            >= 200 and < 300 when answer.Content.Headers.ContentType?.MediaType == "application/json" => Remember(
                KeyState.Valid
            ),
            (int)HttpStatusCode.Unauthorized => Remember(KeyState.Refused),
            _ => throw new CivitaiUnavailableException(
                $"Civitai could not say whether the API key is valid ({(int)answer.StatusCode}, GET {me.AbsolutePath}). Try again later.",
                answer.StatusCode
            ),
        };
    }

    /// <summary>What is known, asked once; null when it cannot be found out, which must not hide the error at hand.</summary>
    public async Task<KeyState?> RecallAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _known ?? await AskAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException)
        {
            return null;
        }
    }

    private KeyState Remember(KeyState state)
    {
        _known = state;
        return state;
    }
}
