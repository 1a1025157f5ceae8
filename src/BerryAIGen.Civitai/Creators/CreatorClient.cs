using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Creators; a slow and unreliable address of the service.</summary>
/// <remarks>Many real answers take longer than 20 seconds, so this route alone may take 60.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/creators">Civitai's documentation</seealso>
public sealed class CreatorClient
{
    private readonly CivitaiTransport _transport;

    internal CreatorClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>All creators that fit, page after page, each once.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<CreatorListing> SearchAsync(
        CreatorSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        Pages.ItemsAsync(
            _transport,
            (parameters ?? new()).ToPath(),
            CivitaiJson.Default.ResultsCreatorListing,
            creator => creator.Username,
            cancellationToken
        );

    /// <summary>One page of creators.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<CreatorListing>> SearchPageAsync(
        CreatorSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        _transport.GetAsync(
            (parameters ?? new()).ToPath(),
            CivitaiJson.Default.ResultsCreatorListing,
            cancellationToken
        );

    /// <summary>One page of creators, members exactly as sent.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<JsonElement> SearchPageJsonAsync(
        CreatorSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetJsonAsync((parameters ?? new()).ToPath(), cancellationToken);

    /// <summary>All creators that fit, members exactly as sent.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<JsonElement> SearchJsonAsync(
        CreatorSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => Pages.JsonItemsAsync(_transport, (parameters ?? new()).ToPath(), cancellationToken);
}
