using System.Runtime.CompilerServices;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Collections; the service shows them as to a stranger and allows 60 requests a minute.</summary>
/// <remarks>The cursor is a number here and text elsewhere; both go back as they came.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
public sealed class CollectionClient
{
    private readonly CivitaiTransport _transport;

    internal CollectionClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>A collection with its tags; a private one counts as missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<Collection> GetAsync(int collectionId, CancellationToken cancellationToken = default) =>
        _transport.GetAsync(
            $"collections/{Positive.Id(collectionId)}",
            CivitaiJson.Default.Collection,
            cancellationToken
        );

    /// <summary>All collections that fit, page after page, each once; by followers only the first page.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public async IAsyncEnumerable<Collection> SearchAsync(
        CollectionSearchParameters? parameters = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wanted = parameters ?? new();
        if (wanted.HasOnePage)
        {
            var page = await SearchPageAsync(wanted, cancellationToken).ConfigureAwait(false);
            foreach (var collection in page.Items)
            {
                yield return collection;
            }

            yield break;
        }

        var all = Pages.ItemsAsync(
            _transport,
            wanted.ToPath(),
            CivitaiJson.Default.ResultsCollection,
            collection => collection.Id,
            cancellationToken
        );
        await foreach (var collection in all.ConfigureAwait(false))
        {
            yield return collection;
        }
    }

    /// <summary>One page of collections.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<Collection>> SearchPageAsync(
        CollectionSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.ResultsCollection, cancellationToken);
}
