using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Asks the configured Civitai for answers as it sends them, every member of them.</summary>
public sealed class ConfiguredSite(LibraryOptions options, ProviderHttp http)
{
    /// <summary>As many models as one question may name.</summary>
    public const int MostModels = 100;

    /// <summary>As many files as one question for their versions may name.</summary>
    public const int MostVersions = 100;

    // A hundred models with all their versions and pictures are some ten megabytes.
    private const int MostBytes = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="path">Behind <c>/api/v1/</c>; not one with a hash in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it has no such thing.</returns>
    /// <exception cref="LibraryException">It did not answer, or with an error.</exception>
    public async Task<JsonObject?> AskAsync(string path, CancellationToken cancellationToken) =>
        await AskAsync(path, body: null, cancellationToken).ConfigureAwait(false) as JsonObject;

    /// <summary>The version of a file; null when nobody published it.</summary>
    /// <exception cref="LibraryException">Asking by hash is switched off, or it did not answer.</exception>
    public Task<JsonObject?> AskByHashAsync(string hash, CancellationToken cancellationToken)
    {
        options.Network.Switch?.CheckHashLookup();
        return AskAsync($"model-versions/by-hash/{hash}", cancellationToken);
    }

    /// <summary>The versions of up to a hundred files, by SHA-256.</summary>
    /// <exception cref="LibraryException">Asking by hash is switched off, or it did not answer.</exception>
    public async Task<IReadOnlyList<JsonObject>> AskByHashesAsync(
        IReadOnlyList<string> hashes,
        CancellationToken cancellationToken
    )
    {
        options.Network.Switch?.CheckHashLookup();
        var body = new JsonArray([.. hashes.Select(hash => JsonValue.Create(hash))]);
        return await AskAsync("model-versions/by-hash", body, cancellationToken).ConfigureAwait(false) is JsonArray list
            ? [.. list.OfType<JsonObject>()]
            : [];
    }

    /// <summary>Which of up to ten thousand files it knows, by SHA-256.</summary>
    /// <exception cref="LibraryException">Asking by hash is switched off, or it did not answer.</exception>
    public async Task<IReadOnlyList<string>> AskWhichHashesAsync(
        IReadOnlyList<string> hashes,
        CancellationToken cancellationToken
    )
    {
        options.Network.Switch?.CheckHashLookup();
        var body = new JsonArray([.. hashes.Select(hash => JsonValue.Create(hash))]);
        var answer = await AskAsync("model-versions/by-hash/ids", body, cancellationToken).ConfigureAwait(false);
        // One that does not know the question may know the files.
        if (answer is null)
            return hashes;
        var told = (
            answer as JsonArray
            ?? throw new LibraryException(FailureCode.Network, "Civitai did not say which files it knows.")
        )
            .Select(entry => (entry as JsonObject)?["hash"]?.ToString())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. hashes.Where(told.Contains)];
    }

    /// <summary>Up to <see cref="MostModels"/> models in one question, as its list has them.</summary>
    /// <param name="ids">Their numbers.</param>
    /// <param name="archived">Of the archived ones, which a list has alone or not at all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It did not answer, or with an error.</exception>
    public async Task<IReadOnlyList<JsonObject>> AskModelsAsync(
        IReadOnlyList<int> ids,
        bool archived,
        CancellationToken cancellationToken
    )
    {
        var words = string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var path = $"models?ids={words}&limit={MostModels}&nsfw=true{(archived ? "&archived=true" : "")}";
        var answer = await AskAsync(path, cancellationToken).ConfigureAwait(false);
        return answer?["items"] is JsonArray items ? [.. items.OfType<JsonObject>()] : [];
    }

    private async Task<JsonNode?> AskAsync(string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var connection = new ProviderConnection(options.CivitaiUrl, options.CivitaiKey);
        using var content = body is null
            ? null
            : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await ProviderAnswer
            .AskAsync(
                http.For(connection.Address),
                connection,
                new ProviderQuestion($"/api/v1/{path}", Patience) { Content = content, MostBytes = MostBytes },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (answer.Status == System.Net.HttpStatusCode.NotFound)
            return null;
        return answer is { IsSuccess: true, Body: { } told }
            ? told.RootElement.ValueKind == System.Text.Json.JsonValueKind.Array
                ? JsonArray.Create(told.RootElement.Clone())
                : JsonObject.Create(told.RootElement.Clone())
            : throw new LibraryException(
                FailureCode.Network,
                answer.Problem ?? $"it answered with status {(int?)answer.Status}"
            );
    }
}
