using System.Globalization;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Pictures.Matching;

/// <summary>
/// Finds the model that a picture names among many: a hash tells it surely, Civitai's number of the version as well, a name only
/// where neither says otherwise.
/// </summary>
public sealed class ModelMatches
{
    private readonly ILookup<string, MatchableModel> _byHash;
    private readonly ILookup<long, MatchableModel> _byVersion;
    private readonly ILookup<string, MatchableModel> _byName;
    private readonly Func<string, bool> _hasEnding;

    internal ModelMatches(IReadOnlyList<MatchableModel> models, Func<string, bool> hasEnding)
    {
        // What is here goes before what is only known.
        var sorted = models.OrderByDescending(model => model.IsHere).ToList();
        _hasEnding = hasEnding;
        _byHash = sorted
            .SelectMany(model => HashedFiles.Forms(model.Hashes).Distinct().Select(hash => (hash, model)))
            .ToLookup(row => row.hash, row => row.model, StringComparer.Ordinal);
        _byVersion = sorted
            .Where(model => model.VersionId is not null)
            .ToLookup(model => model.VersionId!.Value, model => model);
        _byName = sorted
            .SelectMany(model =>
                new[]
                {
                    (Name: Path.GetFileName(model.Path), model),
                    // With a dot at the end, what stands before the ending.
                    (Name: Path.GetFileNameWithoutExtension(model.Path) + ".", model),
                }
            )
            .ToLookup(row => row.Name, row => row.model, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The model; nothing but a note, or null, when there is none.</summary>
    /// <param name="resource">What a picture says of it.</param>
    public ModelMatch? Find(RecipeResource resource)
    {
        if (resource.Hash is { } hash && _byHash[hash].FirstOrDefault() is { } hashed)
            return new ModelMatch(hashed, "hash", null);
        if (resource.ModelVersionId is { } version && _byVersion[version].FirstOrDefault() is { } told)
            return new ModelMatch(told, "version", null);
        IReadOnlyList<MatchableModel> named =
        [
            .. Named(resource.Name).Where(model => ResourceFolders.AreAlike(resource.Type, model.Type)),
        ];
        if (named.Count == 0)
            return null;
        return named.FirstOrDefault(model => !IsOther(model, resource)) is { } same
            ? new ModelMatch(same, "name", null)
            : new ModelMatch(
                null,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{named[0].Path} has this name and other bytes: it is another version"
                )
            );
    }

    private IReadOnlyList<MatchableModel> Named(string? name)
    {
        if (name?.Replace('\\', '/').Split('/')[^1] is not { Length: > 0 } file)
            return [];
        return [.. _byName[file].Concat(_hasEnding(file) ? [] : _byName[file + "."]).Distinct()];
    }

    private static bool IsOther(MatchableModel model, RecipeResource resource) =>
        (resource.Hash is { } hash && HashedFiles.AreOther(model.Hashes, hash))
        || (resource.ModelVersionId is { } version && model.VersionId is { } own && own != version);
}

/// <summary>A model that pictures may have been made with.</summary>
/// <param name="Id">Whatever tells it apart.</param>
/// <param name="Path">Where its file is.</param>
/// <param name="Hashes">What is known of its bytes.</param>
/// <param name="VersionId">Civitai's number of its version.</param>
/// <param name="IsHere">Whether the file is there.</param>
public sealed record MatchableModel(string Id, string Path, RecordedHashes Hashes, long? VersionId, bool IsHere)
{
    /// <summary>What kind of model it is, in the words of pictures; null when nobody knows.</summary>
    public string? Type { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Model">The model; null when there is none.</param>
/// <param name="MatchedBy"><c>hash</c>, <c>version</c> or <c>name</c>.</param>
/// <param name="Note">What a person should know.</param>
public sealed record ModelMatch(MatchableModel? Model, string? MatchedBy, string? Note);
