using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Models: one by its number, many by a search.</summary>
/// <remarks>
/// The pages name commas for several types; the service answers those with 400, so words are repeated. A single model
/// leaves out empty members and the ids of its images.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed class ModelClient
{
    private readonly CivitaiTransport _transport;

    internal ModelClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>A model of any maturity, also an archived one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<Model> GetAsync(int modelId, CancellationToken cancellationToken = default) =>
        _transport.GetAsync($"models/{Positive.Id(modelId)}", CivitaiJson.Default.Model, cancellationToken);

    /// <summary>The same, members exactly as sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<JsonElement> GetJsonAsync(int modelId, CancellationToken cancellationToken = default) =>
        _transport.GetJsonAsync($"models/{Positive.Id(modelId)}", cancellationToken);

    /// <summary>All models that fit, page after page, each once.</summary>
    /// <remarks>Elements that cannot be read are not among them; <see cref="SearchPageAsync"/> shows those.</remarks>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has a cursor for over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<Model> SearchAsync(
        ModelSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        Pages.JoinAsync(
            Paths(parameters),
            (path, token) =>
                Pages.ItemsAsync(_transport, path, CivitaiJson.Default.ResultsModel, model => model.Id, token),
            cancellationToken
        );

    /// <summary>One page of models.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Results<Model>> SearchPageAsync(
        ModelSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetAsync((parameters ?? new()).ToPath(), CivitaiJson.Default.ResultsModel, cancellationToken);

    /// <summary>The same page, members exactly as sent.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<JsonElement> SearchPageJsonAsync(
        ModelSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) => _transport.GetJsonAsync((parameters ?? new()).ToPath(), cancellationToken);

    /// <summary>All models that fit, members exactly as sent; nothing is left out.</summary>
    /// <exception cref="ArgumentException">The page lies beyond row 1000, where only a cursor leads, or has a cursor for over 100 ids.</exception>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public IAsyncEnumerable<JsonElement> SearchJsonAsync(
        ModelSearchParameters? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        Pages.JoinAsync(
            Paths(parameters),
            (path, token) => Pages.JsonItemsAsync(_transport, path, token),
            cancellationToken
        );

    private static List<string> Paths(ModelSearchParameters? parameters) =>
        [.. (parameters ?? new()).InPieces().Select(piece => piece.ToPath())];
}
