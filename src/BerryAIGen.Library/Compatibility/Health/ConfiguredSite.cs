using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Asks the configured Civitai for answers as it sends them, every member of them.</summary>
public sealed class ConfiguredSite(LibraryOptions options, ProviderHttp http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="path">Behind <c>/api/v1/</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it has no such thing.</returns>
    /// <exception cref="LibraryException">It did not answer, or with an error.</exception>
    public async Task<JsonObject?> AskAsync(string path, CancellationToken cancellationToken)
    {
        var connection = new ProviderConnection(options.CivitaiUrl, options.CivitaiKey);
        using var answer = await ProviderAnswer
            .AskAsync(http.For(connection.Address), connection, $"/api/v1/{path}", Patience, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Status == System.Net.HttpStatusCode.NotFound)
            return null;
        return answer is { IsSuccess: true, Body: { } body }
            ? JsonObject.Create(body.RootElement.Clone())
            : throw new LibraryException(
                FailureCode.Network,
                answer.Problem ?? $"it answered with status {(int?)answer.Status}"
            );
    }
}
