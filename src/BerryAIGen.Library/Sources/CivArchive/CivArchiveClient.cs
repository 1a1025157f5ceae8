using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>
/// Asks an archive for what it knows of a version. Some answers lie under <c>data</c>; the version stands in it or in its
/// model; an answer by hash may be files only, which name their model and version.
/// </summary>
internal sealed class CivArchiveClient(ApiReader api, Uri archive)
{
    public Task<JsonObject?> FindByHashAsync(string sha256, CancellationToken cancellationToken) =>
        AskAsync($"sha256/{sha256}", cancellationToken);

    public Task<JsonObject?> FindAsync(int modelId, int? versionId, CancellationToken cancellationToken) =>
        AskAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"models/{modelId}{(versionId is null ? "" : $"?modelVersionId={versionId}")}"
            ),
            cancellationToken
        );

    private async Task<JsonObject?> AskAsync(string path, CancellationToken cancellationToken)
    {
        var address = new Uri($"{archive.AbsoluteUri.TrimEnd('/')}/api/{path}");
        // No key of anybody's is meant for the archive.
        var answer = await api.GetAsync(address, static _ => null, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            { IsSuccess: true, Body: JsonObject body } => body["data"] as JsonObject ?? body,
            { Status: HttpStatusCode.NotFound } => null,
            _ => throw new LibraryException(
                FailureCode.Network,
                $"The archive {archive.Host} could not tell of it (status {(int)answer.Status})."
            ),
        };
    }
}
