using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>A file or folder on this machine: copied, checked and filed like what comes over the network; the original stays.</summary>
internal sealed class FolderSource(LibraryOptions options, TimeProvider time) : ISource
{
    private const string SourceName = "folder";

    public static SourceDefinition Definition { get; } =
        new(SourceName, context => new FolderSource(context.Options, context.Time)) { Forms = LocalReferences.Forms };

    public string Name => SourceName;

    public bool CanResolve(Reference reference) => reference.Kind == ReferenceKind.Path;

    public Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        choice.Check("a path", "--file", "--include", "--exclude", "--all");
        var path = FullPath(reference.Path!);
        IReadOnlyList<RemoteFile> files =
            File.Exists(path) ? [Describe(path, null)]
            : Directory.Exists(path) ? [.. FilesIn(path, choice, cancellationToken)]
            : throw new LibraryException(
                FailureCode.NotFound,
                $"There is nothing at {path}; check the path, or write https:// before an address."
            );
        return files.Count > 0
            ? Task.FromResult(files)
            : throw new LibraryException(
                FailureCode.NotFound,
                $"{path} has no model file{(PathPatterns.IsNamed(choice) ? " that fits" : "")}: .safetensors, .gguf, .ckpt and the like are looked for."
            );
    }

    /// <summary>Reads the original once: its hash is what the copy must have, and tells whether it is there already.</summary>
    public async Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        if (file.Refusal is not null)
            return file;
        var path = file.Address.LocalPath;
        try
        {
            var hashes = await FileHashing
                .ComputeAsync(path, HashKinds.Sha256, progress: null, cancellationToken)
                .ConfigureAwait(false);
            var known = file with
            {
                SizeBytes = hashes.SizeBytes,
                Hashes = new ExpectedHashes { Sha256 = hashes.Sha256 },
            };
            return LocalRecord.Find(path, hashes.Sha256!) is { } record ? LocalRecord.Apply(known, record) : known;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return file with { Refusal = new Failure(FailureCode.Disk, $"{path} cannot be read: {ex.Message}") };
        }
    }

    public Task<TransferOutcome>? BringAsync(
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => new FileCopy(time).RunAsync(request, progress, cancellationToken);

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Failure?>(null);

    public string? KeyVariable => null;

    public string? TokenFor(Uri address) => null;

    private static IEnumerable<RemoteFile> FilesIn(
        string folder,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        var paths = LocalFiles
            .Below(folder, cancellationToken)
            .Where(path => PathPatterns.Allow(choice, path))
            .ToArray();
        return ModelFileNames
            .Choose(paths, Path.GetFileName(folder))
            .Select(chosen => Describe(Path.Combine(folder, chosen.Path), chosen.Subfolder))
            .OrderBy(file => file.IsIndex);
    }

    private static RemoteFile Describe(string path, string? subfolder)
    {
        var file = new FileInfo(path);
        var isIndex = subfolder is not null && file.Name == ModelFileNames.PipelineIndex;
        return new RemoteFile
        {
            Source = SourceName,
            Address = new Uri(path),
            Name = file.Name,
            SizeBytes = file.Length,
            FolderHints = subfolder is null ? [] : ["diffusers"],
            Subfolder = subfolder,
            IsIndex = isIndex,
            NeedsProbe = true,
            // A device and a pipe have no length and no end.
            Refusal =
                file.Length == 0
                    ? new Failure(FailureCode.Usage, $"{path} is empty, or no ordinary file; there is nothing to copy.")
                    : null,
        };
    }

    private string FullPath(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(expanded, options.WorkingFolder));
    }
}
