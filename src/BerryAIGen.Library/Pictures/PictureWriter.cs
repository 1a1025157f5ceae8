using BerryAIGen.IO.Hashing;
using BerryAIGen.IO.Images;
using BerryAIGen.IO.Recipes;
using BerryAIGen.IO.Recipes.A1111;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Pictures.Matching;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Library.Pictures;

/// <summary>
/// Writes a copy of a picture whose recipe every reader of A1111's form understands, Civitai among them: samplers by A1111's names,
/// and a hash for every model whose file is here.
/// </summary>
internal sealed class PictureWriter(ModelSearch search)
{
    public async Task<Recipe> WriteAsync(
        Recipe recipe,
        string source,
        string target,
        CancellationToken cancellationToken
    )
    {
        var whole = await WithHashesAsync(WithNames(recipe), cancellationToken).ConfigureAwait(false);
        if (Path.Exists(target))
            throw new LibraryException(
                FailureCode.Conflict,
                $"{target} is there already, and nothing is written over it: name another file with --to."
            );
        // Nothing half-written bears the name.
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
                ImageWriter.Write(source, file, RecipeText.Write(whole));
            File.Move(part, target, overwrite: false);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw problem is InvalidDataException
                ? new LibraryException(FailureCode.Failed, $"{source} cannot hold a recipe: {problem.Message}")
                : new LibraryException(FileFailure.From(target, problem), problem);
        }

        return whole;
    }

    private static Recipe WithNames(Recipe recipe) =>
        SamplerNames.Find(recipe.Sampler, recipe.Scheduler) is { } names
            ? recipe with
            {
                Sampler = names.Name,
                Scheduler = names.HasSchedule(recipe.Scheduler) ? null : recipe.Scheduler,
            }
            : recipe;

    private async Task<Recipe> WithHashesAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        var resources = new List<RecipeResource>();
        foreach (var resource in recipe.Resources)
        {
            // Only the usual kinds are known to others; of a file that is here the best is computed.
            var isKnown = resource is { Hash: not null, HashKind: null };
            var hash = isKnown ? null : await HashAsync(resource, cancellationToken).ConfigureAwait(false);
            resources.Add(hash is null ? resource : resource with { Hash = hash, HashKind = null });
        }

        var checkpoint = resources.Find(resource => resource.Type == ResourceTypes.Checkpoint);
        return recipe with { Resources = resources, ModelHash = checkpoint?.Hash };
    }

    private async Task<string?> HashAsync(RecipeResource resource, CancellationToken cancellationToken)
    {
        if (resource.Name is not { } name || search.Places is not { } places)
            return null;
        var named = places
            .Named(name.Replace('\\', '/'), cancellationToken)
            .Where(path => ResourceFolders.Fits(resource.Type, places.FolderOf(path)))
            .ToArray();
        if (named is not [var path])
            return null;
        if (resource.Hash is null && search.Hashed.Value.HashesOf(path)?.Sha256 is { } known)
            return known;
        var hashes = await FileHashing
            .ComputeAsync(path, HashKinds.Sha256 | KindOf(resource), progress: null, cancellationToken)
            .ConfigureAwait(false);
        return resource.Hash is null || resource.Hash == Told(resource, hashes) ? hashes.Sha256 : null;
    }

    // A picture that tells a hash of an unusual kind was made with those bytes and no others of the name.
    private static HashKinds KindOf(RecipeResource resource) =>
        resource.HashKind switch
        {
            ResourceHashKinds.Blake3 => HashKinds.Blake3,
            ResourceHashKinds.TensorSha256 => HashKinds.TensorSha256,
            _ => HashKinds.None,
        };

    private static string? Told(RecipeResource resource, FileHashes hashes) =>
        resource.HashKind == ResourceHashKinds.Blake3 ? hashes.Blake3
        : resource.Hash?.Length == 12 ? hashes.AutoV3
        : hashes.TensorSha256;
}
