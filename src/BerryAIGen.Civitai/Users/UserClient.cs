using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Accounts, and the one that the key belongs to.</summary>
/// <remarks>A wrong key is treated as none everywhere but in <c>/me</c>.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
public sealed class UserClient
{
    private readonly CivitaiTransport _transport;

    internal UserClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>The key's account; the only way to learn whether a key is valid.</summary>
    /// <exception cref="CivitaiRequestException">There is no key, or it is wrong, expired or revoked.</exception>
    public Task<Account> GetMeAsync(CancellationToken cancellationToken = default) =>
        _transport.GetAsync("me", CivitaiJson.Default.Account, cancellationToken);

    /// <summary>Accounts whose name begins so, shortest first.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<User>> SearchAsync(string query, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        var path = new UrlQuery("users").Add("query", query).ToString();
        return _transport.GetAsync(path, CivitaiJson.Default.ResultsUser, cancellationToken);
    }

    /// <summary>The accounts with these numbers, asked for in pieces of 100; unknown ones are missing.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public async Task<Results<User>> FindAsync(
        IReadOnlyList<int> userIds,
        CancellationToken cancellationToken = default
    )
    {
        // Without numbers the service would answer with five arbitrary accounts: no piece, no question.
        var pages = new List<Results<User>>();
        foreach (var piece in Pieces.Of(userIds))
        {
            var path = new UrlQuery("users").AddList("ids", piece).ToString();
            pages.Add(
                await _transport
                    .GetAsync(path, CivitaiJson.Default.ResultsUser, cancellationToken)
                    .ConfigureAwait(false)
            );
        }

        return pages is [var only]
            ? only
            : new() { Items = OpenList<User>.Join([.. pages.Select(page => page.Items)]) };
    }
}
