using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Sends one request and reads one answer; all errors leave as <see cref="CivitaiRequestException"/>.</summary>
internal sealed class CivitaiTransport(CivitaiOptions options) : IDisposable
{
    /// <summary>The API's address, <c>https://civitai.com/api/v1</c>; paths below are relative to it.</summary>
    public Uri ApiUrl { get; } = new(options.SiteUrl, "/api/v1");

    /// <summary>Asks for a path below <see cref="ApiUrl"/> or for an absolute address (<c>nextPage</c>).</summary>
    public Task<T> GetAsync<T>(string pathOrUrl, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{pathOrUrl} {type} {cancellationToken}");

    /// <summary>The same, as the JSON that came.</summary>
    public Task<JsonElement> GetJsonAsync(string pathOrUrl, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{pathOrUrl} {cancellationToken}");

    /// <summary>Posts a JSON body; set <paramref name="isRepeatable"/> only when sending it twice does no harm.</summary>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path,
        TBody? body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<TAnswer> answerType,
        bool isRepeatable,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{path} {body} {bodyType} {answerType} {isRepeatable} {cancellationToken}");

    public void Dispose() { }
}
