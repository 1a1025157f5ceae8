using System.Text.Json.Nodes;
using BerryAIGen.IO;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Importing;

/// <summary>The file that is imported: whether it can be one, what its bytes are, and what is said of it.</summary>
internal static class ImportSource
{
    private const string SourceName = "import";

    /// <exception cref="LibraryException">It is not there, or no name of a model file.</exception>
    public static void Check(ImportRequest request)
    {
        var name = FileNames.FindLastComponent(request.FileName ?? request.Path);
        if (name is null || !ModelNames.HasEnding(name))
            throw new LibraryException(
                FailureCode.Usage,
                $"\"{SafeText.Mask(request.FileName ?? request.Path)}\" is no name of a model file; it must end in .safetensors, .gguf, .ckpt, .pt, .pth, .bin, .onnx or the like."
            );
        if (request.IsUpload && !File.Exists(request.Path))
            throw new LibraryException(
                FailureCode.NotFound,
                "The upload is gone, for what was refused or given up is not kept; upload the file again."
            );
        if (!File.Exists(request.Path) || RegularFile.IsOther(request.Path))
            throw new LibraryException(
                Directory.Exists(request.Path) ? FailureCode.Usage : FailureCode.NotFound,
                $"There is no file {request.Path}; name one model file on this machine."
            );
    }

    /// <summary>Its hash, also that of an earlier run while the file is as it was then.</summary>
    public static async Task<ImportPlace> HashAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var file = new FileInfo(request.Path);
        if (request.Place is { } known && known.IsOf(file))
            return known;
        var modified = file.LastWriteTimeUtc;
        var hashes = await FileHashing
            .ComputeAsync(request.Path, HashKinds.Sha256, progress: null, cancellationToken)
            .ConfigureAwait(false);
        var place = new ImportPlace(hashes.SizeBytes, modified, hashes.Sha256!);
        if (request.KeepPlace is { } keep)
            await keep(place, cancellationToken).ConfigureAwait(false);
        return place;
    }

    public static RemoteFile Describe(ImportRequest request, ImportPlace place) =>
        new()
        {
            Source = SourceName,
            Address = new Uri(Path.GetFullPath(request.Path)),
            Name = FileNames.Clean(FileNames.FindLastComponent(request.FileName ?? request.Path)!),
            SizeBytes = place.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = place.Sha256 },
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

    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
