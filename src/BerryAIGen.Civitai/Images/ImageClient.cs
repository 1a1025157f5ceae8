using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Images, videos and sounds that people posted.</summary>
/// <remarks>
/// The pages say 50 images a page, the service sends 100; it ignores filters it does not know, and may answer
/// <c>imageId</c> with other images.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
public sealed class ImageClient
{
    private readonly CivitaiTransport _transport;

    internal ImageClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>One image of any maturity with its generation data; null when the service does not show it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public async Task<Image?> FindAsync(int imageId, CancellationToken cancellationToken = default)
    {
        var parameters = new ImageSearchParameters
        {
            ImageId = Positive.Id(imageId),
            Maturity = MaturityLevels.All,
            WithMeta = true,
        };
        var page = await SearchPageAsync(parameters, cancellationToken).ConfigureAwait(false);
        return page.Items.FirstOrDefault(image => image.Id == imageId);
    }

    /// <summary>All images that fit, page after page, each once.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads.</exception>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<Image> SearchAsync(
        ImageSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        Pages.ItemsAsync(
            _transport,
            (parameters ?? new()).ToPath(),
            CivitaiJson.Default.ResultsImage,
            image => image.Id,
            cancellationToken
        );

    /// <summary>One page of images.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<Image>> SearchPageAsync(
        ImageSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.ResultsImage, cancellationToken);

    /// <summary>One page of images, members exactly as sent.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<JsonElement> SearchPageJsonAsync(
        ImageSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetJsonAsync((parameters ?? new()).ToPath(), cancellationToken);

    /// <summary>All images that fit, members exactly as sent.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads.</exception>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<JsonElement> SearchJsonAsync(
        ImageSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => Pages.JsonItemsAsync(_transport, (parameters ?? new()).ToPath(), cancellationToken);
}
