using System.Runtime.CompilerServices;
using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>The key owner's vault; for members of the site only.</summary>
/// <remarks>
/// The pages name commas and dates as filters; the service answers both with 500. A single type, category or base
/// model is sent twice for the same reason.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed class VaultClient
{
    private readonly CivitaiTransport _transport;
    private readonly DownloadClient _downloads;

    internal VaultClient(CivitaiTransport transport, DownloadClient downloads) =>
        (_transport, _downloads) = (transport, downloads);

    /// <summary>The vault; null without a paid membership.</summary>
    /// <exception cref="CivitaiRequestException">There is no valid key, or the service refused.</exception>
    public async Task<Vault?> FindAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .GetAsync("vault/get", CivitaiJson.Default.VaultEnvelope, cancellationToken)
            .ConfigureAwait(false);
        return answer.Vault;
    }

    /// <summary>All items that fit, page after page, each once.</summary>
    /// <exception cref="CivitaiRequestException">There is no valid key, or the service refused.</exception>
    public async IAsyncEnumerable<VaultItem> SearchAsync(
        VaultSearchParameters? parameters = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wanted = parameters ?? new();
        var seen = new HashSet<int>();
        var quiet = new QuietPages();
        for (var number = wanted.Page ?? 1; ; number++)
        {
            var asked = wanted with { Page = number };
            var page = await SearchPageAsync(asked, cancellationToken).ConfigureAwait(false);
            var unseen = page.Items.Where(item => seen.Add(item.Id)).ToList();
            foreach (var item in unseen)
            {
                yield return item;
            }

            quiet.Count(unseen.Count > 0, asked.ToPath());

            if (number >= (page.TotalPages ?? 1))
            {
                yield break;
            }
        }
    }

    /// <summary>One page of items.</summary>
    /// <exception cref="CivitaiRequestException">There is no valid key, or the service refused.</exception>
    public Task<VaultPage> SearchPageAsync(
        VaultSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.VaultPage, cancellationToken);

    /// <summary>Which of these versions the vault keeps, asked for in pieces of 100.</summary>
    /// <exception cref="CivitaiRequestException">There is no valid key, or the service refused.</exception>
    public async Task<OpenList<VaultCheck>> CheckAsync(
        IReadOnlyList<int> versionIds,
        CancellationToken cancellationToken = default
    )
    {
        var checks = new List<OpenList<VaultCheck>>();
        foreach (var piece in Pieces.Of(versionIds))
        {
            var path = new UrlQuery("vault/check-vault").AddList("modelVersionIds", piece).ToString();
            checks.Add(
                await _transport
                    .GetAsync(path, CivitaiJson.Default.OpenListVaultCheck, cancellationToken)
                    .ConfigureAwait(false)
            );
        }

        return checks is [var only] ? only : OpenList<VaultCheck>.Join(checks);
    }

    /// <summary>Adds the version, or removes it when it is there; never repeated by itself, since that would undo it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">There is no valid key, or the service refused.</exception>
    public Task<VaultToggle> ToggleAsync(int versionId, CancellationToken cancellationToken = default) =>
        _transport.PostAsync(
            new UrlQuery("vault/toggle-version").Add("modelVersionId", Positive.Id(versionId)).ToString(),
            null,
            CivitaiJson.Default.StringArray,
            CivitaiJson.Default.VaultToggle,
            isRepeatable: false,
            cancellationToken
        );

    /// <summary>Where the vault's copy lies: follows the redirects to the storage and asks there for the first byte.</summary>
    /// <param name="itemId">The item's number, <see cref="VaultItem.Id"/>.</param>
    /// <param name="content">What of it; none given asks for a file of the model.</param>
    /// <param name="file">Which of the model's files; null for the first. Ignored with other contents.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiUnauthorizedException">There is no valid key, or no paid membership.</exception>
    /// <exception cref="CivitaiNotFoundException">The vault keeps no such item, or the item no such file.</exception>
    /// <exception cref="CivitaiRequestException">The creator does not allow it, or the service refused.</exception>
    public Task<DownloadTarget> ResolveAsync(
        int itemId,
        VaultContent content = default,
        FileId? file = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new UrlQuery($"/api/download/vault/{Positive.Id(itemId)}")
            .Add("type", (content == default ? VaultContent.Model : content).Value)
            .Add("fileId", file?.ToString());
        return _downloads.FollowAsync(new Uri(_transport.SiteUrl, path.ToString()), cancellationToken);
    }
}
