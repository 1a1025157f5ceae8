using BerryAIGen.Civitai;
using BerryAIGen.Civitai.References;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Identification;

/// <summary>
/// Asks Civitai what local files are: all SHA-256 in one question, then what the weaker hashes still find, which survive
/// a missing record (AutoV2) and an edited header (AutoV3).
/// </summary>
internal sealed class FileIdentifier(CivitaiClient client)
{
    public async Task<IReadOnlyList<IdentifiedFile>> IdentifyAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        var files = new List<(IdentifiedFile File, FileHashes? Hashes)>();
        foreach (var path in paths)
            files.Add(await HashAsync(path, cancellationToken).ConfigureAwait(false));
        KnownVersions known;
        try
        {
            known = await FindAsync([.. files.Select(file => file.Hashes?.Sha256).OfType<string>()], cancellationToken)
                .ConfigureAwait(false);
        }
        catch (CivitaiRequestException ex)
        {
            var failure = CivitaiFailures.From(ex, "the files' hashes");
            return [.. files.Select(file => file.File with { Failure = file.File.Failure ?? failure })];
        }

        List<IdentifiedFile> answers = [];
        foreach (var (file, hashes) in files)
            answers.Add(await AnswerOrFailAsync(file, hashes, known, cancellationToken).ConfigureAwait(false));
        return answers;
    }

    private static async Task<(IdentifiedFile, FileHashes?)> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var hashes = await FileHashing
                .ComputeAsync(path, HashKinds.Sha256 | HashKinds.TensorSha256, progress: null, cancellationToken)
                .ConfigureAwait(false);
            return (new IdentifiedFile { Path = path, Sha256 = hashes.Sha256 }, hashes);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return (new IdentifiedFile { Path = path, Failure = FileFailure.From(path, ex) }, null);
        }
    }

    /// <summary>The cheap question for all, the details only for those that are known.</summary>
    private async Task<KnownVersions> FindAsync(string[] hashes, CancellationToken cancellationToken)
    {
        if (hashes.Length == 0)
            return new KnownVersions([], []);
        var ids = await client.Versions.FindIdsByHashesAsync(hashes, cancellationToken).ConfigureAwait(false);
        var details = await client.Versions.FindByHashesAsync(ids.Keys, cancellationToken).ConfigureAwait(false);
        return new KnownVersions(
            ids.ToDictionary(pair => pair.Key, pair => pair.Value[0].ModelVersionId, StringComparer.OrdinalIgnoreCase),
            details
                .Where(pair => pair.Value.Count > 0)
                .ToDictionary(pair => pair.Key, pair => pair.Value[0], StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary>A question that fails costs its own file's answer and no other's.</summary>
    private async Task<IdentifiedFile> AnswerOrFailAsync(
        IdentifiedFile file,
        FileHashes? hashes,
        KnownVersions known,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AnswerAsync(file, hashes, known, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException ex)
        {
            return file with { Failure = CivitaiFailures.From(ex, $"the hashes of {file.Path}") };
        }
    }

    private async Task<IdentifiedFile> AnswerAsync(
        IdentifiedFile file,
        FileHashes? hashes,
        KnownVersions known,
        CancellationToken cancellationToken
    )
    {
        if (hashes is null)
            return file;
        if (known.Details.GetValueOrDefault(hashes.Sha256!) is { } version)
            return With(file, version, "sha256");
        // The bulk answer leaves out versions without a primary file.
        if (known.Ids.TryGetValue(hashes.Sha256!, out var id))
            return With(file, await client.Versions.GetAsync(id, cancellationToken).ConfigureAwait(false), "sha256");
        (string Word, string? Hash)[] weaker = [("autov3", hashes.AutoV3), ("autov2", hashes.AutoV2)];
        foreach (var (word, hash) in weaker)
        {
            if (hash is not null && await FindByHashAsync(hash, cancellationToken).ConfigureAwait(false) is { } match)
                return With(file, match, word);
        }

        return file;
    }

    private async Task<ModelVersion2?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Versions.GetByHashAsync(hash, cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException ex) when (CivitaiFailures.From(ex, hash).Code == FailureCode.NotFound)
        {
            return null;
        }
    }

    private static IdentifiedFile With(IdentifiedFile file, ModelVersion2 version, string matchedBy) =>
        file with
        {
            IsFound = true,
            ModelId = version.ModelId,
            VersionId = version.Id,
            ModelName = version.Model?.Name,
            VersionName = version.Name,
            BaseModel = version.BaseModel,
            Air = version.Air ?? AirOf(version),
            MatchedBy = matchedBy,
        };

    private static string? AirOf(ModelVersion2 version) =>
        version.ModelId is > 0
            ? Air.ForModel(
                    version.BaseModel,
                    version.Model?.Type.Value,
                    new ModelId(version.ModelId.Value),
                    new ModelVersionId(version.Id)
                )
                .ToString()
            : null;

    /// <summary>By SHA-256: the oldest version that has the file, and its description where the bulk answer has one.</summary>
    private sealed record KnownVersions(Dictionary<string, int> Ids, Dictionary<string, ModelVersion2> Details);
}
