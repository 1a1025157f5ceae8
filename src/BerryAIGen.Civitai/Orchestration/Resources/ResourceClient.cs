using System.Runtime.CompilerServices;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Models as the orchestrator knows them.</summary>
public sealed class ResourceClient
{
    private readonly OrchestrationTransport _transport;

    internal ResourceClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>A model by its AIR.</summary>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<Resource> GetAsync(Air air, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(air);
        return _transport.GetAsync(
            $"/v2/resources/{OrchestrationTransport.Segment(air.ToString())}",
            OrchestrationJson.Default.Resource,
            TimeSpan.Zero,
            cancellationToken
        );
    }

    /// <summary>All models of a view, page after page.</summary>
    /// <param name="view">Which; default those that wait to be made ready.</param>
    /// <param name="pageSize">How many come at once; null for the service's 100.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public async IAsyncEnumerable<Resource> QueryAsync(
        ResourceView view = default,
        int? pageSize = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (string? cursor = null; asked.Add(cursor ?? ""); )
        {
            var page = await QueryPageAsync(view, cursor, pageSize, cancellationToken).ConfigureAwait(false);
            foreach (var resource in page.Items)
                yield return resource;
            if (string.IsNullOrEmpty(page.Next))
                yield break;
            cursor = page.Next;
        }
    }

    /// <summary>One page of models.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<ResourcePage> QueryPageAsync(
        ResourceView view = default,
        string? cursor = null,
        int? pageSize = null,
        CancellationToken cancellationToken = default
    ) =>
        _transport.GetAsync(
            new UrlQuery("/v2/resources")
                .Add("view", (view == default ? ResourceView.Queue : view).Value)
                .Add("cursor", cursor)
                .Add("take", pageSize)
                .ToString(),
            OrchestrationJson.Default.ResourcePage,
            TimeSpan.Zero,
            cancellationToken
        );
}
