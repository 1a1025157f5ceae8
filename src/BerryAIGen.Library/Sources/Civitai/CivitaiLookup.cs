using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Finds versions by every way there is, and turns the client's errors into failures.</summary>
internal sealed class CivitaiLookup(CivitaiClient client)
{
    /// <summary>A version of a model, given with its model.</summary>
    /// <exception cref="LibraryException">Unknown, or a version of another model: the message names both.</exception>
    public async Task<OfferedVersion> GetAsync(int modelId, int versionId, CancellationToken cancellationToken)
    {
        var model = await GetModelAsync(modelId, cancellationToken).ConfigureAwait(false);
        if (model.ModelVersions.FirstOrDefault(version => version.Id == versionId) is { } listed)
            return OfferedVersion.From(model, listed);
        // The list lags behind the database for new versions, and is empty for some models.
        var version = await AskAsync(
                $"version {versionId}",
                token => client.Versions.GetAsync(versionId, token),
                cancellationToken
            )
            .ConfigureAwait(false);
        return version.ModelId is null || version.ModelId == modelId
            ? OfferedVersion.From(version, model)
            : throw new LibraryException(
                FailureCode.Usage,
                $"Version {versionId} belongs to model {version.ModelId}, not to model {modelId}; give the one or the other."
            );
    }

    /// <summary>The newest version of a model that has files.</summary>
    public async Task<OfferedVersion> GetNewestAsync(int modelId, CancellationToken cancellationToken)
    {
        var model = await GetModelAsync(modelId, cancellationToken).ConfigureAwait(false);
        var newest = model.ModelVersions is [var first, ..] ? first : null;
        var version = model.ModelVersions.FirstOrDefault(version => version.Files.Count > 0) ?? newest;
        return version is not null
            ? OfferedVersion.From(model, version)
            : throw new LibraryException(
                FailureCode.NotFound,
                $"Civitai lists no version of model {modelId} ({model.Name}) at the moment; give the id of a version, or try again in some minutes."
            );
    }

    public async Task<OfferedVersion> GetVersionAsync(int versionId, CancellationToken cancellationToken) =>
        await WithModelAsync(
                await AskAsync(
                        $"version {versionId}",
                        token => client.Versions.GetAsync(versionId, token),
                        cancellationToken
                    )
                    .ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);

    public async Task<OfferedVersion> GetByHashAsync(string hash, CancellationToken cancellationToken) =>
        await WithModelAsync(
                await AskAsync($"hash {hash}", token => client.Versions.GetByHashAsync(hash, token), cancellationToken)
                    .ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>Asks the download route itself: only it knows about keys, bought access and the exact size.</summary>
    public async Task<RemoteFile> ProbeAsync(
        RemoteFile file,
        int versionId,
        int fileId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var target = await client
                .Downloads.ResolveAsync(
                    new ModelVersionId(versionId),
                    DownloadSelection.File(new FileId(fileId)),
                    cancellationToken
                )
                .ConfigureAwait(false);
            return file with { SizeBytes = target.SizeBytes ?? file.SizeBytes };
        }
        catch (CivitaiRequestException ex)
        {
            return file with { Refusal = CivitaiFailures.From(ex, $"file {fileId} of version {versionId}") };
        }
    }

    private Task<Model> GetModelAsync(int modelId, CancellationToken cancellationToken) =>
        AskAsync($"model {modelId}", token => client.Models.GetAsync(modelId, token), cancellationToken);

    /// <summary>A version's answer has no creator, tags or licence; the model has. Some models are hidden while their versions are not.</summary>
    private async Task<OfferedVersion> WithModelAsync(ModelVersion2 version, CancellationToken cancellationToken)
    {
        if (version.ModelId is not > 0)
            return OfferedVersion.From(version, null);
        try
        {
            var model = await GetModelAsync(version.ModelId.Value, cancellationToken).ConfigureAwait(false);
            return OfferedVersion.From(version, model);
        }
        catch (LibraryException hidden) when (hidden.Failure.Code == FailureCode.NotFound)
        {
            return OfferedVersion.From(version, null);
        }
    }

    private static async Task<T> AskAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ask(cancellationToken).ConfigureAwait(false);
        }
        catch (CivitaiRequestException ex)
        {
            throw new LibraryException(CivitaiFailures.From(ex, what), ex);
        }
    }
}
