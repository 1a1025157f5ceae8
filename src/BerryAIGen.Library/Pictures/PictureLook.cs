using System.Globalization;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Library.Pictures.Matching;

namespace BerryAIGen.Library.Pictures;

/// <summary>Looks for the models of pictures: a hash tells a file surely, a name only where no hash says otherwise.</summary>
internal sealed class PictureLook(LibraryOptions options, ModelSearch search)
{
    /// <summary>From this confidence on a model counts as found with somebody.</summary>
    public const double SureEnough = 0.7;

    public async Task<PictureReport> FindAsync(
        IReadOnlyList<ReadPicture> pictures,
        bool isLocal,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(Distinct(pictures), isLocal, cancellationToken).ConfigureAwait(false) with
        {
            Pictures = pictures,
        };

    public async Task<PictureReport> FindAsync(
        IReadOnlyList<PictureModel> named,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        var models = named.Select(model => Place(model, cancellationToken)).ToList();
        var wanted = models
            .Where(model => model.State != PictureModelState.Present && model.Candidates.Count == 0)
            .ToDictionary(Named, model => model, ReferenceEqualityComparer.Instance as IEqualityComparer<NamedModel>);
        var candidates = await search
            .Others.FindAsync([.. wanted.Keys], isLocal, cancellationToken)
            .ConfigureAwait(false);
        foreach (var (asked, found) in candidates)
        {
            var index = models.IndexOf(wanted[asked]);
            models[index] = models[index] with { Candidates = found };
        }

        return new PictureReport([], [.. models.Select(Judge)])
        {
            Sources = search.Others.Sources,
            Note = search.Places is null
                ? "no place for models is named, so nobody can say which of them are here: name one with --root or MODELS_DIR"
                : null,
        };
    }

    /// <summary>What to call a model in a sentence.</summary>
    public static string NameOf(RecipeResource resource) =>
        resource.Name
        ?? resource.Air
        ?? (
            resource.ModelVersionId is { } id
                ? string.Create(CultureInfo.InvariantCulture, $"version {id} on Civitai")
                : null
        )
        ?? $"the {resource.Type} {resource.Hash}";

    /// <summary>Each model once: of one name, hash or version on Civitai; what one picture does not say of it, another may.</summary>
    private static List<PictureModel> Distinct(IReadOnlyList<ReadPicture> pictures)
    {
        var models = new List<PictureModel>();
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var picture in pictures)
        {
            foreach (var resource in picture.Reading?.Recipe?.Resources ?? [])
            {
                var keys = Keys(resource).ToList();
                var key = keys.Find(key =>
                    known.TryGetValue(key, out var at) && !models[at].Resource.Contradicts(resource)
                );
                var index = key is null ? models.Count : known[key];
                if (key is null)
                    models.Add(new PictureModel(resource) { Pictures = [picture.Path] });
                else
                    models[index] = Joined(models[index], resource, picture.Path);
                foreach (var one in keys)
                    known.TryAdd(one, index);
            }
        }

        return models;
    }

    private static IEnumerable<string> Keys(RecipeResource resource)
    {
        if (resource.Hash is { } hash)
            yield return $"{resource.Type} hash {hash}";
        if (resource.ModelVersionId is { } version)
            yield return string.Create(CultureInfo.InvariantCulture, $"{resource.Type} version {version}");
        if (ModelName.Stem(resource.Name) is { } stem)
            yield return $"{resource.Type} name {stem}";
    }

    private static PictureModel Joined(PictureModel model, RecipeResource other, string picture) =>
        model with
        {
            Resource = model.Resource.JoinedWith(other) with
            {
                // Each picture has its own.
                Weight = model.Resource.Weight == other.Weight ? other.Weight : null,
            },
            Pictures = [.. model.Pictures.Append(picture).Distinct()],
        };

    private PictureModel Place(PictureModel model, CancellationToken cancellationToken)
    {
        var (resource, hash) = (model.Resource, model.Resource.Hash);
        if (hash is not null && search.Hashed.Value.Find(hash).FirstOrDefault() is { } file)
            return model with { State = PictureModelState.Present, Path = file.Path, MatchedBy = "hash" };
        string[] named =
            resource.Name is { } name && search.Places is { } places
                ?
                [
                    .. places
                        .Named(name.Replace('\\', '/'), cancellationToken)
                        .Where(path => ResourceFolders.Fits(resource.Type, places.FolderOf(path))),
                ]
                : [];
        var same = named.FirstOrDefault(path => hash is null || !search.Hashed.Value.IsOther(path, hash));
        if (same is not null)
            return model with { State = PictureModelState.Present, Path = same, MatchedBy = "name" };
        return model with
        {
            State = PictureModelState.Unknown,
            Note = named.Length > 0 ? $"{named[0]} has this name and other bytes: it is another version" : null,
            Candidates = Told(resource) is { } told ? [told] : [],
        };
    }

    /// <summary>The version that the picture itself names, or Civitai by its hash.</summary>
    public static ModelCandidate Told(LibraryOptions options, long? model, long version, bool isOfPicture) =>
        new(
            isOfPicture ? "picture" : "civitai",
            new Uri(
                options.CivitaiUrl,
                model is { } id
                    ? string.Create(CultureInfo.InvariantCulture, $"/models/{id}?modelVersionId={version}")
                    : string.Create(CultureInfo.InvariantCulture, $"/api/download/models/{version}")
            ).AbsoluteUri,
            1,
            isOfPicture ? "the picture names this version on Civitai" : "Civitai knows the hash that the picture tells"
        );

    private ModelCandidate? Told(RecipeResource resource) =>
        resource.ModelVersionId is { } version ? Told(options, resource.ModelId, version, isOfPicture: true) : null;

    private static NamedModel Named(PictureModel model)
    {
        var name = model.Resource.Name?.Replace('\\', '/') ?? "";
        return new NamedModel(name)
        {
            IsActive = true,
            Declared = model.Resource.Hash is { Length: 8 or 10 or 12 or 64 } hash
                ? [new DeclaredModel(name) { Hash = hash, IsSha256 = hash.Length == 64 }]
                : [],
        };
    }

    private static PictureModel Judge(PictureModel model) =>
        model.State != PictureModelState.Present && model.Candidates is [var best, ..] && best.Confidence >= SureEnough
            ? model with
            {
                State = PictureModelState.Missing,
            }
            : model;
}
