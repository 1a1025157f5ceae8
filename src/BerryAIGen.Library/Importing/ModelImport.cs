using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Importing;

/// <summary>
/// Makes a file of one's own a model of the library, by the same stages as a download: verify, inspect, publish, record.
/// Nothing is ever overwritten, and the original stays as it is.
/// </summary>
public sealed class ModelImport
{
    private readonly BerryLibrary _library;
    private readonly ImportStages _stages;

    internal ModelImport(BerryLibrary library, ImportStages stages) => (_library, _stages) = (library, stages);

    /// <summary>A new name for an upload, where it can become a model without being copied; the folder is made.</summary>
    /// <exception cref="LibraryException">No place for models is named, or it cannot be written to.</exception>
    public string NewUploadPath()
    {
        var folder = Path.Combine(_library.FindModelsFolder(), "downloads");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(DiskFailures.From(ex, folder), ex);
        }

        return Path.Combine(folder, $"upload-{Guid.NewGuid():N}.part");
    }

    /// <summary>Why so many bytes cannot be taken; null when they can.</summary>
    public static Failure? FindSpaceProblem(string uploadPath, long bytes) =>
        FreeSpace.Check(uploadPath, Path.GetDirectoryName(uploadPath)!, "The upload", bytes, floorBytes: 0);

    /// <summary>Imports one file.</summary>
    /// <exception cref="LibraryException">It is no model, is broken, would run code, or has no place; nothing is changed then.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is changed.</exception>
    public async Task<ImportedModel> ImportAsync(
        ImportRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ImportSource.Check(request);
            request = request with
            {
                Place = await ImportSource.HashAsync(request, cancellationToken).ConfigureAwait(false),
            };
            var file = ImportSource.Describe(request, request.Place);
            var preview = request.Preview ?? ImportPreview.Read(request.PreviewPath);
            var imported = request.InPlace
                ? await _stages.RegisterAsync(request, file, cancellationToken).ConfigureAwait(false)
                : await PlaceAsync(request, file, progress, cancellationToken).ConfigureAwait(false);
            return preview is null
                ? imported
                : imported with
                {
                    Note = Sentences.Join(imported.Note, ImportPreview.Save(imported.Path, preview)),
                };
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(DiskFailures.From(ex, request.Path), ex);
        }
        finally
        {
            if (request.KeepPlace is null)
                DiscardUpload(request);
        }
    }

    /// <summary>The same upload for an import that comes later: its preview lies beside it instead of in memory.</summary>
    public static ImportRequest KeepPreview(ImportRequest request)
    {
        if (request is not { IsUpload: true, Preview: { } bytes })
            return request;
        var path = ImportBytes.PreviewOf(request.Path);
        File.WriteAllBytes(path, bytes);
        return request with { Preview = null, PreviewPath = path };
    }

    /// <summary>Removes what was uploaded for an import; nothing of a file that was there before.</summary>
    public static void DiscardUpload(ImportRequest request)
    {
        foreach (var path in ImportBytes.UploadedBy(request))
            File.Delete(path);
    }

    private async Task<ImportedModel> PlaceAsync(
        ImportRequest request,
        RemoteFile file,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var target = new DownloadTarget
        {
            Folder =
                request.Folder
                ?? await _stages.FindLanguageModelFolderAsync(request, cancellationToken).ConfigureAwait(false),
            Root = request.Root,
            Layout = request.Layout,
            ModelType = ImportSource.Text(request.ModelType),
        };
        var download = new DownloadRequest
        {
            References = [request.Path],
            Target = target with { ModelType = target.Folder is null ? target.ModelType : null },
            AcceptsDanger = request.AcceptsDanger,
            Archives = Downloads.Unpacking.ArchiveRule.Keep,
            Sidecars = _library.Options.Sidecars,
            WantsPreview = false,
        };
        var plan = await _stages
            .PlanAsync(_library.Parse(Path.GetFullPath(request.Path)), file, download, cancellationToken)
            .ConfigureAwait(false);
        // The original is there, or was never wanted; nobody needs a refused copy of it.
        var item = await _stages
            .RunAsync(request, plan with { KeepsRejected = false }, progress, cancellationToken)
            .ConfigureAwait(false);
        if (item.Failure is { } failure)
            throw new LibraryException(failure);
        return new ImportedModel(
            item.Path!,
            item.State == DownloadState.AlreadyPresent ? ImportState.AlreadyPresent : ImportState.Imported
        )
        {
            Sha256 = file.Hashes.Sha256!,
            SizeBytes = file.SizeBytes!.Value,
            Sidecar = item.Sidecar,
            Note = item.Reason,
        };
    }
}
