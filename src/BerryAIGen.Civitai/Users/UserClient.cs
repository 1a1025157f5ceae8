using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Accounts, and the one that the key belongs to.</summary>
public sealed class UserClient
{
    private readonly CivitaiTransport _transport;

    internal UserClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>The key's account; the only way to learn whether a key is valid.</summary>
    /// <exception cref="CivitaiRequestException">There is no key, or it is wrong, expired or revoked.</exception>
    public Task<Account> GetMeAsync(CancellationToken cancellationToken = default) =>
        _transport.GetAsync("me", CivitaiJson.Default.Account, cancellationToken);

    /// <summary>Accounts whose name begins so, shortest first.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<User>> SearchAsync(string query, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        var path = new UrlQuery("users").Add("query", query).ToString();
        return _transport.GetAsync(path, CivitaiJson.Default.ResultsUser, cancellationToken);
    }

    /// <summary>The accounts with these numbers; unknown ones are missing.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<User>> FindAsync(IReadOnlyList<int> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        // Without numbers the service would answer with five arbitrary accounts.
        return userIds.Count == 0
            ? Task.FromResult(new Results<User>())
            : _transport.GetAsync(
                new UrlQuery("users").AddList("ids", userIds).ToString(),
                CivitaiJson.Default.ResultsUser,
                cancellationToken
            );
    }
}
