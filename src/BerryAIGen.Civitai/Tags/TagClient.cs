using System.Runtime.CompilerServices;
using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Tags of models.</summary>
/// <remarks>Real answers name no next page, and their totals are not to be trusted.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/tags">Civitai's documentation</seealso>
public sealed class TagClient
{
    private const int DefaultLimit = 20;

    private readonly CivitaiTransport _transport;

    internal TagClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>All tags that fit, page after page, each once.</summary>
    /// <remarks>The service names no next page of tags: a page with nothing new or fewer than asked for is the last.</remarks>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public async IAsyncEnumerable<Tag> SearchAsync(
        TagSearchParameters? parameters = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wanted = parameters ?? new();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var number = wanted.Page ?? 1; ; number++)
        {
            var page = await SearchPageAsync(wanted with { Page = number }, cancellationToken).ConfigureAwait(false);
            var unseen = page.Items.Where(tag => tag.Name is not null && seen.Add(tag.Name)).ToList();
            foreach (var tag in unseen)
            {
                yield return tag;
            }

            if (unseen.Count == 0 || page.Items.Count + page.Unreadable.Count < (wanted.Limit ?? DefaultLimit))
            {
                yield break;
            }
        }
    }

    /// <summary>One page of tags.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<Tag>> SearchPageAsync(
        TagSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.ResultsTag, cancellationToken);

    /// <summary>One page of tags, members exactly as sent.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<JsonElement> SearchPageJsonAsync(
        TagSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetJsonAsync((parameters ?? new()).ToPath(), cancellationToken);
}
