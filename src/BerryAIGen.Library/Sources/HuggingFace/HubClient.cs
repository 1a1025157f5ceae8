using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Asks the hub what a repository is and which files it has (https://huggingface.co/docs/hub/api).</summary>
internal sealed class HubClient(ApiReader api, Uri hub)
{
    // 1,000 entries a page; more pages than this are a circle.
    private const int MaxPages = 1000;

    /// <summary>The repository at a branch, tag or commit.</summary>
    /// <exception cref="LibraryException">It does not exist, is not for this person, or the hub does not answer.</exception>
    public async Task<HubModel> GetModelAsync(HubPlace place, CancellationToken cancellationToken)
    {
        var address = Address(place, $"revision/{Uri.EscapeDataString(place.Revision)}");
        var answer = await AskAsync(address, place, cancellationToken).ConfigureAwait(false);
        return HubModel.From(answer.Body, place.Repository)
            ?? throw new LibraryException(
                FailureCode.Failed,
                $"{address.Host} gives no commit for {place.Repository}; its answer is not one of the Hugging Face hub."
            );
    }

    /// <summary>The files of a folder, with those of the folders below it when asked for.</summary>
    /// <param name="place">The repository, at a commit.</param>
    /// <param name="folder">Empty for the root.</param>
    /// <param name="isRecursive">False for what lies directly in it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">There is no such folder, or the hub does not answer.</exception>
    public async Task<IReadOnlyList<HubFile>> ListAsync(
        HubPlace place,
        string folder,
        bool isRecursive,
        CancellationToken cancellationToken
    )
    {
        var below = folder.Length == 0 ? "" : "/" + EscapePath(folder);
        var query = isRecursive ? "?recursive=true" : "";
        Uri? address = Address(place, $"tree/{Uri.EscapeDataString(place.Revision)}{below}{query}");
        List<HubFile> files = [];
        for (var page = 0; address is not null && page < MaxPages; page++)
        {
            var answer = await AskAsync(address, place, cancellationToken).ConfigureAwait(false);
            files.AddRange(
                answer.Body is System.Text.Json.Nodes.JsonArray entries ? entries.Select(Read).OfType<HubFile>() : []
            );
            address = answer.NextPage();
        }

        return files;
    }

    /// <summary>Where a file is handed out.</summary>
    public Uri FileAddress(HubPlace place, string path) =>
        new(hub, $"/{place.Repository}/resolve/{Uri.EscapeDataString(place.Revision)}/{EscapePath(path)}");

    private async Task<ApiAnswer> AskAsync(Uri address, HubPlace place, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(address, place.TokenFor, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess
            ? answer
            : throw new LibraryException(HubFailures.From(answer.Status, answer.Header, place, hub));
    }

    private Uri Address(HubPlace place, string rest) => new(hub, $"/api/models/{place.Repository}/{rest}");

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // A path that would leave its folder is no file of a repository; such an entry is passed over.
    private static HubFile? Read(System.Text.Json.Nodes.JsonNode? entry)
    {
        if (entry.Text("type") != "file" || entry.Text("path") is not { Length: > 0 } path || !SafePath.IsInside(path))
            return null;
        var large = entry.Member("lfs");
        return new HubFile(path, large.Number("size") ?? entry.Number("size"))
        {
            Sha256 = large.Text("oid") is { Length: 64 } digits ? digits.ToLowerInvariant() : null,
            // Of a large file git has only a pointer.
            GitId = large is null && entry.Text("oid") is { Length: 40 } id ? id.ToLowerInvariant() : null,
        };
    }
}
