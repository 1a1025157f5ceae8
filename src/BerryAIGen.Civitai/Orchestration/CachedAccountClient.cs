using System.Globalization;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What the orchestrator remembers of accounts; for the site and for own orchestrators.</summary>
public sealed class CachedAccountClient
{
    private readonly OrchestrationTransport _transport;

    internal CachedAccountClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>Lets it forget the account, so that a change takes effect at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task ForgetAsync(int userId, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync(PathOf(userId), cancellationToken);

    /// <summary>Lets it forget the account's keys, so that a revoked one stops working at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task ForgetKeysAsync(int userId, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync(PathOf(userId) + "/tokens", cancellationToken);

    private static string PathOf(int userId) =>
        string.Create(CultureInfo.InvariantCulture, $"/v2/consumer/civitai/{Positive.Id(userId)}");
}
