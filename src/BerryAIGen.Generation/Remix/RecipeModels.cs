using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Library.Pictures.Matching;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Generation.Remix;

/// <summary>Finds the versions that a recipe means: by AIR or number as it names them, by hash or name among the files that are here, by hash at Civitai.</summary>
/// <param name="library">The files that are here, and who is asked.</param>
public sealed class RecipeModels(BerryLibrary library)
{
    /// <summary>One row for each model of the recipe, in its order.</summary>
    /// <param name="picture">The picture that was read.</param>
    /// <param name="isLocal">Whether only this machine is asked.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="LibraryException">Civitai cannot be asked.</exception>
    public async Task<IReadOnlyList<MatchedModel>> FindAsync(
        ReadPicture picture,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        var resources = picture.Reading?.Recipe?.Resources ?? [];
        var here = await HereAsync(picture, cancellationToken).ConfigureAwait(false);
        var asked = isLocal
            ? new Dictionary<HashedName, HashedVersion?>()
            : await AskAsync(resources.Where(resource => Named(resource, here) is null), cancellationToken)
                .ConfigureAwait(false);
        List<MatchedModel> models = [];
        foreach (var resource in resources)
        {
            var match = Named(resource, here) ?? ByHash(resource, asked) ?? new MatchedModel(resource);
            models.Add(isLocal ? match : await DescribeAsync(match, cancellationToken).ConfigureAwait(false));
        }

        return models;
    }

    private static MatchedModel? Named(RecipeResource resource, IReadOnlyDictionary<RecipeResource, Found> here)
    {
        if (Air.TryParse(resource.Air, out var air) && air.VersionId is { } version)
            return new MatchedModel(resource)
            {
                VersionId = version.Value,
                ModelId = air.ModelId?.Value,
                MatchedBy = "air",
            };
        if (resource.ModelVersionId is { } number)
            return new MatchedModel(resource)
            {
                VersionId = number,
                ModelId = resource.ModelId,
                MatchedBy = "version",
            };
        return here.TryGetValue(resource, out var found) && found.Model.VersionId is { } own
            ? new MatchedModel(resource)
            {
                VersionId = own,
                ModelId = found.Model.ModelId,
                BaseModel = found.Model.BaseModel,
                MatchedBy = found.By,
            }
            : null;
    }

    private async Task<IReadOnlyDictionary<RecipeResource, Found>> HereAsync(
        ReadPicture picture,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ListedModel> files;
        try
        {
            files = (await library.ListAsync(DownloadTarget.Default, cancellationToken).ConfigureAwait(false)).Models;
        }
        catch (LibraryException)
        {
            // Nobody has to have a library to remix a picture.
            return new Dictionary<RecipeResource, Found>();
        }

        var byPath = files.ToDictionary(file => file.Path);
        var look = new PictureLook(library.Options, library.Graphs.OpenSearch(DownloadTarget.Default));
        var report = await look.FindAsync([picture], isLocal: true, cancellationToken).ConfigureAwait(false);
        return report
            .Models.Where(model => model.Path is not null && byPath.ContainsKey(model.Path))
            .ToDictionary(model => model.Resource, model => new Found(byPath[model.Path!], model.MatchedBy ?? "name"));
    }

    private async Task<IReadOnlyDictionary<HashedName, HashedVersion?>> AskAsync(
        IEnumerable<RecipeResource> resources,
        CancellationToken cancellationToken
    )
    {
        HashedName[] hashes =
        [
            .. resources
                .Where(resource => resource.Hash is not null)
                .Select(resource => new HashedName(resource.Hash!, resource.HashKind)),
        ];
        return hashes.Length == 0
            ? new Dictionary<HashedName, HashedVersion?>()
            : await library.PictureFiles.Versions.FindAsync(hashes, cancellationToken).ConfigureAwait(false);
    }

    private static MatchedModel? ByHash(
        RecipeResource resource,
        IReadOnlyDictionary<HashedName, HashedVersion?> asked
    ) =>
        resource.Hash is { } hash && asked.GetValueOrDefault(new HashedName(hash, resource.HashKind)) is { } version
            ? new MatchedModel(resource)
            {
                VersionId = version.VersionId,
                ModelId = version.ModelId,
                MatchedBy = "hash",
            }
            : null;

    // What a version was made for decides the ecosystem.
    private async Task<MatchedModel> DescribeAsync(MatchedModel match, CancellationToken cancellationToken)
    {
        if (match is not { VersionId: { } id and <= int.MaxValue, BaseModel: null })
            return match;
        try
        {
            var version = await library.Civitai.Versions.GetAsync((int)id, cancellationToken).ConfigureAwait(false);
            return match with
            {
                BaseModel = version.BaseModel,
                ModelId = match.ModelId ?? version.ModelId,
                Type = version.Model?.Type.Value,
            };
        }
        catch (CivitaiNotFoundException)
        {
            // It may have been taken down since; its number is still what the picture says.
            return match;
        }
        catch (CivitaiRequestException problem)
        {
            throw new LibraryException(CivitaiFailures.From(problem), problem);
        }
    }

    private sealed record Found(ListedModel Model, string By);
}
