using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Candidates;

/// <summary>Civitai: by the hash that the workflow tells, then by the words of the name.</summary>
internal sealed class CivitaiCandidates(Func<CivitaiClient> client, LibraryOptions options, NodePacks packs)
    : ICandidateSource
{
    private const int MostModels = 20;
    private const int MostAlike = 3;

    public string Name => CivitaiSource.SourceName;

    public bool AsksNetwork => true;

    public async Task<IReadOnlyList<ModelCandidate>> FindAsync(NamedModel model, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var hash in model.Declared.Select(row => row.Hash).OfType<string>().Distinct())
            {
                if (await FindByHashAsync(hash, cancellationToken).ConfigureAwait(false) is { } found)
                    return [found];
            }

            return await FindByNameAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    private async Task<ModelCandidate?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        options.Network.Switch?.CheckHashLookup();
        try
        {
            var version = await client().Versions.GetByHashAsync(hash, cancellationToken).ConfigureAwait(false);
            var file =
                version.Files.FirstOrDefault(file => Has(file, hash)) ?? (version.Files is [var only] ? only : null);
            return version.ModelId is not { } id ? null
                : file is null
                    ? Of(
                        id,
                        version.Id,
                        null,
                        0.6,
                        $"a file of this version has the hash {hash}; Civitai does not say which"
                    )
                : Of(id, version.Id, file, 1, $"Civitai knows the hash {hash} that the workflow tells");
        }
        catch (CivitaiNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ModelCandidate>> FindByNameAsync(
        NamedModel model,
        CancellationToken cancellationToken
    )
    {
        var words = SearchWords.Of(model.FileName);
        if (words.Length == 0 || packs.IsCommonName(model.FileName))
            return [];
        var types = packs.TypesOf(model.Folder);
        var page = await client()
            .Models.SearchPageAsync(
                new ModelSearchParameters
                {
                    Query = words,
                    ModelTypes = [.. ModelType.Known.Where(type => types.Contains(type.Value))],
                    // A file that is looked for by its name is no list to look at.
                    Nsfw = true,
                    Limit = MostModels,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        var same = page
            .Items.SelectMany(found => found.ModelVersions.SelectMany(version => SameIn(found, version, model)))
            .ToList();
        return same.Count > 0
            ? OneOf(same)
            :
            [
                .. page
                    .Items.Where(found => found.ModelVersions.Count > 0 && found.Nsfw != true)
                    .Select(found => (Model: found, Likeness: Likeness(words, found.Name)))
                    .Where(row => row.Likeness >= 0.5)
                    .OrderByDescending(row => row.Likeness)
                    .Take(MostAlike)
                    .Select(row => Alike(row.Model, row.Likeness)),
            ];
    }

    // Many a model calls the files of all its versions alike.
    private static List<ModelCandidate> OneOf(List<ModelCandidate> same) =>
        same.DistinctBy(candidate => candidate.Sha256).Count() == 1
            ? same
            :
            [
                .. same.Select(candidate =>
                    candidate with
                    {
                        Confidence = 0.6,
                        Reason =
                            $"{candidate.Reason}; {same.Count} different files have it, and nobody says which is meant",
                    }
                ),
            ];

    private IEnumerable<ModelCandidate> SameIn(Model found, ModelVersion version, NamedModel model) =>
        version
            .Files.Where(file => IsCalled(file, model.FileName))
            .Select(file =>
                Of(found.Id, version.Id, file, 0.85, $"\"{found.Name}\" on Civitai has a file of this name")
            );

    private ModelCandidate Alike(Model found, double likeness) =>
        Of(
            found.Id,
            found.ModelVersions[0].Id,
            file: null,
            Math.Round(0.2 + (0.2 * likeness), 2),
            $"\"{found.Name}\" on Civitai is called alike; no file of it has this name"
        );

    private ModelCandidate Of(int modelId, int versionId, ModelFile? file, double confidence, string reason) =>
        new(
            Name,
            new Uri(
                options.CivitaiUrl,
                string.Create(CultureInfo.InvariantCulture, $"/models/{modelId}?modelVersionId={versionId}")
            ).AbsoluteUri,
            confidence,
            reason
        )
        {
            File = file?.Name,
            FileId = file?.Id,
            Sha256 = file?.Hashes?.Sha256 is { Length: 64 } digits ? digits.ToLowerInvariant() : null,
            SizeBytes = file?.SizeBytes,
        };

    // A file that somebody kept without its ending, as embeddings and LoRAs are named in prompts.
    private static bool IsCalled(ModelFile file, string name) =>
        string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Path.GetFileNameWithoutExtension(file.Name), name, StringComparison.OrdinalIgnoreCase);

    private static bool Has(ModelFile file, string hash) =>
        new[]
        {
            file.Hashes?.Sha256,
            file.Hashes?.AutoV1,
            file.Hashes?.AutoV2,
            file.Hashes?.AutoV3,
            file.Hashes?.Blake3,
            file.Hashes?.Crc32,
        }.Any(known => string.Equals(known, hash, StringComparison.OrdinalIgnoreCase));

    private static double Likeness(string words, string? name)
    {
        var own = words.Split(' ').Select(word => word.ToLowerInvariant()).ToHashSet();
        var others = SearchWords.Of((name ?? "") + ".x").Split(' ').Select(word => word.ToLowerInvariant()).ToHashSet();
        return (double)own.Count(others.Contains) / own.Count;
    }
}
