using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Finds files by their name in repositories that words find, the most downloaded first.</summary>
internal sealed class HubFileSearch(ApiReader api, Uri hub, Func<Uri, string?> tokenFor)
{
    private const int MostRepositories = 20;

    /// <summary>The files so called; a description with <c>full</c> lists the files of each repository (https://huggingface.co/docs/hub/api).</summary>
    /// <exception cref="LibraryException">The hub does not answer.</exception>
    public async Task<IReadOnlyList<HubPath>> FindAsync(
        string words,
        string fileName,
        CancellationToken cancellationToken
    )
    {
        var address = new Uri(
            hub,
            $"/api/models?search={Uri.EscapeDataString(words)}&sort=downloads&direction=-1&limit={MostRepositories}&full=true"
        );
        var answer = await api.GetAsync(address, tokenFor, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess || answer.Body is not System.Text.Json.Nodes.JsonArray repositories)
            throw new LibraryException(
                FailureCode.Network,
                $"{hub.Host} answered the search for {fileName} with status {(int)answer.Status} and no list."
            );
        return
        [
            .. repositories
                .Where(repository => repository.Text("id") is not null)
                .SelectMany(repository =>
                    (repository.Member("siblings") as System.Text.Json.Nodes.JsonArray ?? [])
                        .Select(file => file.Text("rfilename"))
                        .OfType<string>()
                        .Where(path => SafePath.IsInside(path) && IsCalled(path, fileName))
                        .Select(path => new HubPath(repository.Text("id")!, path))
                ),
        ];
    }

    private static bool IsCalled(string path, string fileName) =>
        path.Split('/')[^1].Equals(fileName, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file in a repository.</summary>
internal sealed record HubPath(string Repository, string Path);
