using System.Runtime.CompilerServices;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What the orchestrator can run.</summary>
public sealed class ServiceClient
{
    private readonly OrchestrationTransport _transport;

    internal ServiceClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>A service by its id, with its numbers over time.</summary>
    /// <param name="serviceId">Its id.</param>
    /// <param name="window">The time that the numbers are of; null for 24 hours.</param>
    /// <param name="interval">How that time is divided; null for hours.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<Service> GetAsync(
        string serviceId,
        string? window = null,
        string? interval = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceId);
        var path = new UrlQuery($"/v2/services/{OrchestrationTransport.Segment(serviceId)}")
            .Add("window", window)
            .Add("interval", interval);
        return _transport.GetAsync(
            path.ToString(),
            OrchestrationJson.Default.Service,
            TimeSpan.Zero,
            cancellationToken
        );
    }

    /// <summary>All services that fit, page after page.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public async IAsyncEnumerable<Service> QueryAsync(
        ServiceQuery? query = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var offset = 0; ; )
        {
            var page = await QueryPageAsync(query, offset, cancellationToken).ConfigureAwait(false);
            var unseen = page.Items.Where(service => service.Id is not { } id || seen.Add(id)).ToList();
            foreach (var service in unseen)
                yield return service;
            offset += page.Items.Count + page.Items.Unreadable.Count;
            if (unseen.Count == 0 || offset >= page.TotalCount)
                yield break;
        }
    }

    /// <summary>One page of services.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<ServicePage> QueryPageAsync(
        ServiceQuery? query = null,
        int offset = 0,
        CancellationToken cancellationToken = default
    ) =>
        _transport.GetAsync(
            (query ?? new()).ToPath(offset),
            OrchestrationJson.Default.ServicePage,
            TimeSpan.Zero,
            cancellationToken
        );
}
