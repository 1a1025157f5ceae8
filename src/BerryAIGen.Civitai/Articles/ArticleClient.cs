using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Articles; the service shows them as to a stranger and allows 60 requests a minute.</summary>
/// <remarks>
/// The pages show a missing article as <c>error</c>, the service sends <c>message</c>; both are read.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/articles">Civitai's documentation</seealso>
public sealed class ArticleClient
{
    private readonly CivitaiTransport _transport;

    internal ArticleClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>An article with its text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<Article> GetAsync(int articleId, CancellationToken cancellationToken = default) =>
        _transport.GetAsync($"articles/{Positive.Id(articleId)}", CivitaiJson.Default.Article, cancellationToken);

    /// <summary>All articles that fit, page after page, each once.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<Article> SearchAsync(
        ArticleSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        Pages.ItemsAsync(
            _transport,
            (parameters ?? new()).ToPath(),
            CivitaiJson.Default.ResultsArticle,
            article => article.Id,
            cancellationToken
        );

    /// <summary>One page of articles.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<Article>> SearchPageAsync(
        ArticleSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.ResultsArticle, cancellationToken);
}
