using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Asks for many hashes in pieces that the service takes, and sorts the answers back to their hashes.</summary>
internal sealed class HashLookup(CivitaiTransport transport)
{
    private const int VersionsPerRequest = 100;
    private const int IdsPerRequest = 10_000;

    /// <summary>The answers come in no stated order, once per matching file, with null for versions without a primary file.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ModelVersion2>>> VersionsAsync(
        string[] hashes,
        CancellationToken cancellationToken
    )
    {
        var found = new Matches<ModelVersion2>(version => version.Id);
        foreach (var piece in hashes.Chunk(VersionsPerRequest))
        {
            var answers = await transport
                .PostAsync(
                    "model-versions/by-hash",
                    piece,
                    CivitaiJson.Default.StringArray,
                    CivitaiJson.Default.OpenListModelVersion2,
                    isRepeatable: true,
                    cancellationToken
                )
                .ConfigureAwait(false);
            var strays = answers.Where(version => !found.Add(OwnHashes(version).Intersect(piece), version)).ToList();
            if (strays.Count > 0)
            {
                await AddStraysAsync(found, strays, piece, cancellationToken).ConfigureAwait(false);
            }
        }

        return found.By(version => version.PublishedAt ?? DateTimeOffset.MaxValue, DownloadAddress.Repair(transport));
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<HashIds>>> IdsAsync(
        string[] hashes,
        CancellationToken cancellationToken
    )
    {
        var found = new Matches<HashIds>(ids => ids.ModelVersionId);
        foreach (var piece in hashes.Chunk(IdsPerRequest))
        {
            var answers = await transport
                .PostAsync(
                    "model-versions/by-hash/ids",
                    piece,
                    CivitaiJson.Default.StringArray,
                    CivitaiJson.Default.OpenListHashIds,
                    isRepeatable: true,
                    cancellationToken
                )
                .ConfigureAwait(false);
            foreach (var ids in answers)
            {
                found.Add(ids.Hash is null ? [] : [ids.Hash], ids);
            }
        }

        return found.By(ids => ids.ModelVersionId, ids => ids);
    }

    /// <summary>A version whose own files do not show the hash that led to it: the numbers tell which one it was.</summary>
    private async Task AddStraysAsync(
        Matches<ModelVersion2> found,
        List<ModelVersion2> strays,
        string[] piece,
        CancellationToken cancellationToken
    )
    {
        var numbers = await IdsAsync(piece, cancellationToken).ConfigureAwait(false);
        foreach (var stray in strays)
        {
            var hashes = numbers.Where(pair => pair.Value.Any(ids => ids.ModelVersionId == stray.Id));
            found.Add(hashes.Select(pair => pair.Key), stray);
        }
    }

    private static IEnumerable<string> OwnHashes(ModelVersion2 version) =>
        version.Files.Select(file => file.Hashes?.Sha256?.ToUpperInvariant()).OfType<string>().Distinct();
}
