using BerryAIGen.IO.Recipes;
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
                : new ReadPicture(
                    path,
                    null,
                    new Failure(
                        FailureCode.Failed,
                        $"{path} is no picture and no video that is known: PNG, JPEG, WebP, AVIF, HEIC, GIF, MP4, WebM and Matroska are."
                    )
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ReadPicture(path, null, FileFailure.From(path, error));
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
        foreach (var model in report.Models.Where(model => model.State != PictureModelState.Present))
        {
            if (model.Candidates is not [var best, ..] || best.Confidence < PictureLook.SureEnough)
            {
                items.Add(
                    DownloadItems.From(
                        model.Resource.Name ?? model.Resource.Hash ?? model.Resource.Type,
                        Unknown(model)
                    )
                );
                continue;
            }

            var wanted = options with
            {
                References = [best.Reference],
                Choice = best.FileId is { } id ? new FileChoice { FileId = id } : options.Choice,
                Sha256 = best.Sha256,
                Target = request.Target,
            };
            items.AddRange(
                isDryRun
                    ? await _library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false)
                    : await _library.DownloadAsync(wanted, progress, cancellationToken).ConfigureAwait(false)
            );
        }

        return new PictureInstallation(report, items);
    }

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
