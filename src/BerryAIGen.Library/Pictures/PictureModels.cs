using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Pictures;

/// <summary>From pictures to the models that they were made with: which are here, and where the others may be had.</summary>
public sealed class PictureModels
{
    private readonly BerryLibrary _library;

    internal PictureModels(BerryLibrary library) => _library = library;

    /// <summary>Reads a picture.</summary>
    /// <param name="path">A picture, a video, or a text with a copied recipe.</param>
    public ReadPicture Read(string path)
    {
        try
        {
            var reading = RecipeReader.Read(Path.GetFullPath(path, _library.Options.WorkingFolder));
            return reading.Content.IsKnown || reading.Recipe is not null
                ? new ReadPicture(path, reading)
                : new ReadPicture(path, null, Unfit(path, FailureCode.Failed));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ReadPicture(path, null, FileFailure.From(path, error));
        }
        // A reader that stumbles over one file has read none of it; the others of a folder are read all the same.
        catch (Exception error) when (RecipeReader.IsOddText(error))
        {
            return new ReadPicture(path, null, Odd(path, error, FailureCode.Failed));
        }
    }

    /// <summary>Reads a picture that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    public static ReadPicture Read(ReadOnlyMemory<byte> file)
    {
        const string Path = "The body";
        try
        {
            var reading = RecipeReader.Read(file);
            return reading.Content.IsKnown
                ? new ReadPicture(Path, reading)
                : new ReadPicture(Path, null, Unfit(Path, FailureCode.Usage));
        }
        catch (Exception error) when (RecipeReader.IsOddText(error))
        {
            return new ReadPicture(Path, null, Odd(Path, error, FailureCode.Usage));
        }
    }

    /// <summary>Reads pictures and looks for each of their models here, and for the others at all who may have them.</summary>
    /// <param name="request">Which pictures, which places, and who is asked.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="LibraryException">The named root does not exist.</exception>
    public Task<PictureReport> FindAsync(PictureRequest request, CancellationToken cancellationToken)
    {
        var search = _library.Graphs.OpenSearch(request.Target);
        return new PictureLook(_library.Options, search).FindAsync(
            [.. request.Paths.Select(Read)],
            request.IsLocal,
            cancellationToken
        );
    }

    /// <summary>
    /// Writes a copy of a picture with its recipe in A1111's form, samplers by A1111's names and a hash for every model whose file
    /// is here, so that sites and other programs know the models.
    /// </summary>
    /// <param name="path">A PNG, JPEG or WebP; it is only read.</param>
    /// <param name="target">The copy; nothing is written over.</param>
    /// <param name="recipeOf">The picture or text whose recipe it is; null for the picture's own.</param>
    /// <param name="place">Where models are; none named for those of the settings.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left.</param>
    /// <returns>The recipe that was written.</returns>
    /// <exception cref="LibraryException">There is no recipe, the picture cannot hold one, or the copy is there already.</exception>
    public Task<Recipe> WriteAsync(
        string path,
        string target,
        string? recipeOf,
        DownloadTarget place,
        CancellationToken cancellationToken
    )
    {
        var read = Read(recipeOf ?? path);
        if (read.Failure is { } failure)
            throw new LibraryException(failure);
        if (read.Reading?.Recipe is not { } recipe)
            throw new LibraryException(
                FailureCode.NotFound,
                $"Nothing in {recipeOf ?? path} says how it was made; name a picture or text that does with --from."
            );
        var folder = _library.Options.WorkingFolder;
        return new PictureWriter(_library.Graphs.OpenSearch(place)).WriteAsync(
            recipe,
            Path.GetFullPath(path, folder),
            Path.GetFullPath(target, folder),
            cancellationToken
        );
    }

    /// <summary>Downloads the models that are missing and whose file somebody is sure of; of the others an item says why not.</summary>
    /// <param name="request">Which pictures and which place.</param>
    /// <param name="options">How to download; its references and place are not looked at.</param>
    /// <param name="isDryRun">Plans only.</param>
    /// <param name="progress">Gets what moves.</param>
    /// <param name="cancellationToken">Stops the downloads; what has come is kept.</param>
    /// <exception cref="LibraryException">The named root does not exist, or no place for models is named.</exception>
    public async Task<PictureInstallation> InstallAsync(
        PictureRequest request,
        DownloadRequest options,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        _library.Folders().RootOf(request.Target);
        var report = await FindAsync(request, cancellationToken).ConfigureAwait(false);
        var items = new List<DownloadItem>();
        foreach (var choice in Choose(report, options, request.Target))
        {
            if (choice.Request is not { } wanted)
                items.Add(
                    DownloadItems.From(
                        choice.Model.Resource.Name ?? choice.Model.Resource.Hash ?? choice.Model.Resource.Type,
                        choice.Failure!
                    )
                );
            else
                items.AddRange(
                    isDryRun
                        ? await _library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false)
                        : await _library.DownloadAsync(wanted, progress, cancellationToken).ConfigureAwait(false)
                );
        }

        return new PictureInstallation(report, items);
    }

    /// <summary>What <see cref="InstallAsync"/> would download of these models, for hosts that have downloads of their own.</summary>
    /// <param name="resources">What a picture names and is not here.</param>
    /// <param name="isLocal">Whether only this machine is asked.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<IReadOnlyList<PictureChoice>> ChooseAsync(
        IReadOnlyList<RecipeResource> resources,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        var search = _library.Graphs.OpenSearch(DownloadTarget.Default);
        var report = await new PictureLook(_library.Options, search)
            .FindAsync([.. resources.Select(resource => new PictureModel(resource))], isLocal, cancellationToken)
            .ConfigureAwait(false);
        return Choose(report, new DownloadRequest { References = [] }, DownloadTarget.Default);
    }

    /// <summary>The version that somebody named, as a place to have it from.</summary>
    /// <param name="modelId">Civitai's number of the model; null where nobody said it.</param>
    /// <param name="versionId">Civitai's number of the version.</param>
    /// <param name="isOfPicture">Whether the picture itself names it; else Civitai, by the hash.</param>
    public ModelCandidate CandidateOf(long? modelId, long versionId, bool isOfPicture) =>
        PictureLook.Told(_library.Options, modelId, versionId, isOfPicture);

    private static IReadOnlyList<PictureChoice> Choose(
        PictureReport report,
        DownloadRequest options,
        DownloadTarget target
    ) =>
        [
            .. report
                .Models.Where(model => model.State != PictureModelState.Present)
                .Select(model =>
                    model.Candidates is [var best, ..] && best.Confidence >= PictureLook.SureEnough
                        ? new PictureChoice(
                            model,
                            options with
                            {
                                References = [best.Reference],
                                Choice = best.FileId is { } id ? new FileChoice { FileId = id } : options.Choice,
                                Sha256 = best.Sha256,
                                Target = target,
                                // A picture may be anybody's, and names what it likes.
                                IsOfList = true,
                            },
                            null
                        )
                        : new PictureChoice(model, null, Unknown(model))
                ),
        ];

    private static Failure Unfit(string path, FailureCode code) =>
        new(
            code,
            $"{path} is no picture and no video that is known: PNG, JPEG, WebP, AVIF, HEIC, GIF, MP4, WebM and Matroska are."
        );

    private static Failure Odd(string path, Exception error, FailureCode code) =>
        new(code, $"{path} is built so oddly that it cannot be read: {error.Message}");

    private static Failure Unknown(PictureModel model) =>
        new(
            FailureCode.NotFound,
            model.Candidates is [var best, ..]
                ? $"{PictureLook.NameOf(model.Resource)} is not here, and nobody is sure enough what it is ({best.Reference}: {best.Reason}). Download it by that reference if it is the right one."
                : $"{PictureLook.NameOf(model.Resource)} is not here, and nobody knows where it is to be had."
        );
}

/// <summary>Pictures whose models are looked for.</summary>
/// <param name="Paths">Pictures, videos, or texts with a copied recipe.</param>
public sealed record PictureRequest(IReadOnlyList<string> Paths)
{
    /// <summary>The place for models; none named for those of the settings.</summary>
    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    /// <summary>Whether only this machine is asked.</summary>
    public bool IsLocal { get; init; }
}

/// <summary>What became of it.</summary>
/// <param name="Report">The models of the pictures.</param>
/// <param name="Items">One or more per model that was not here.</param>
public sealed record PictureInstallation(PictureReport Report, IReadOnlyList<DownloadItem> Items);

/// <summary>What would be downloaded for a model that is not here.</summary>
/// <param name="Model">The model.</param>
/// <param name="Request">The download; null when there is none.</param>
/// <param name="Failure">Why there is none.</param>
public sealed record PictureChoice(PictureModel Model, DownloadRequest? Request, Failure? Failure);
