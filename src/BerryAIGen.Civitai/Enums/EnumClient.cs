using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>The words that the service uses.</summary>
/// <remarks>The lists grow without notice: 77 base models in March 2026, 99 in August.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/enums">Civitai's documentation</seealso>
public sealed class EnumClient
{
    private readonly CivitaiTransport _transport;

    internal EnumClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>Model types, file types and base models of today.</summary>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public Task<ServiceWords> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.GetAsync("enums", CivitaiJson.Default.ServiceWords, cancellationToken);

    /// <summary>The same, members exactly as sent.</summary>
    /// <exception cref="CivitaiRequestException">The service refused or could not be reached.</exception>
    public Task<JsonElement> GetJsonAsync(CancellationToken cancellationToken = default) =>
        _transport.GetJsonAsync("enums", cancellationToken);
}
