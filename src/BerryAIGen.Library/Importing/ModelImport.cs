using System.Text.Json.Nodes;
using BerryAIGen.IO;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Importing;

/// <summary>
/// Makes a file of one's own a model of the library, by the same stages as a download: verify, inspect, publish, record.
/// Nothing is ever overwritten, and the original stays as it is.
/// </summary>
public sealed class ModelImport
{
    private const string SourceName = "import";

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
            var file = await DescribeAsync(request, cancellationToken).ConfigureAwait(false);
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
            if (request.IsUpload)
                File.Delete(request.Path);
        }
    }

    private static async Task<RemoteFile> DescribeAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var name = FileNames.FindLastComponent(request.FileName ?? request.Path);
        if (name is null || !ModelNames.HasEnding(name))
            throw new LibraryException(
                FailureCode.Usage,
                $"\"{SafeText.Mask(request.FileName ?? request.Path)}\" is no name of a model file; it must end in .safetensors, .gguf, .ckpt, .pt, .pth, .bin, .onnx or the like."
            );
        if (!File.Exists(request.Path) || RegularFile.IsOther(request.Path))
            throw new LibraryException(
                Directory.Exists(request.Path) ? FailureCode.Usage : FailureCode.NotFound,
                $"There is no file {request.Path}; name one model file on this machine."
            );
        var hashes = await FileHashing
            .ComputeAsync(request.Path, HashKinds.Sha256, progress: null, cancellationToken)
            .ConfigureAwait(false);
        return new RemoteFile
        {
            Source = SourceName,
            Address = new Uri(Path.GetFullPath(request.Path)),
            Name = FileNames.Clean(name),
            SizeBytes = hashes.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = hashes.Sha256 },
            ModelName = Text(request.Name),
            VersionName = Text(request.Version),
            BaseModel = Text(request.BaseModel),
            Record =
                request.TriggerWords.Count == 0
                    ? null
                    : new JsonObject
                    {
                        ["version"] = new JsonObject
                        {
                            ["trainedWords"] = new JsonArray([
                                .. request.TriggerWords.Select(word => JsonValue.Create(word)),
                            ]),
                        },
                    },
        };
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
            ModelType = Text(request.ModelType),
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

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
