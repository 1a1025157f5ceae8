using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Catalog.Describing;
using BerryAIGen.Library.Downloads.Recording;

namespace BerryAIGen.Library.Sidecars;

/// <summary>The picture or video beside a model: ours, another application's, or the one that a sidecar names.</summary>
public sealed class ModelPreviews
{
    private readonly ForeignSidecars _sidecars;
    private readonly Lazy<IReadOnlyList<string>> _endings;

    internal ModelPreviews(ForeignSidecars sidecars)
    {
        _sidecars = sidecars;
        _endings = new(() => [.. sidecars.Forms.All.SelectMany(form => form.Previews).Distinct()]);
    }

    /// <summary>The first that really is one, opened; null when there is none.</summary>
    /// <param name="modelPath">The model's file, or its folder.</param>
    public OpenedPreview? Open(string modelPath)
    {
        foreach (var path in Candidates(modelPath).Distinct())
        {
            if (TryOpen(path) is { } opened)
                return opened;
        }

        return null;
    }

    /// <summary>The name of the first that really is one; null when there is none.</summary>
    /// <param name="modelPath">The model's file, or its folder.</param>
    /// <param name="names">What was beside it when its folder was looked at.</param>
    public string? FindName(string modelPath, FolderNames names) =>
        First(Candidates(modelPath, names.Has).Where(names.Has));

    /// <summary>The same without a look at what sidecars name, for a model whose sidecars are as they were.</summary>
    /// <param name="modelPath">The model's file, or its folder.</param>
    /// <param name="known">What it was before.</param>
    /// <param name="names">What is beside it.</param>
    public string? FindName(string modelPath, string? known, FolderNames names) =>
        known is not null && names.Has(Path.Combine(Path.GetDirectoryName(modelPath)!, known)) ? known
        : !names.HasPictures(Path.GetDirectoryName(modelPath)!) ? null
        : First(Named(StemOf(modelPath, names.Has)).Where(names.Has));

    private static string? First(IEnumerable<string> paths)
    {
        foreach (var path in paths.Distinct())
        {
            if (TryOpen(path) is not { } opened)
                continue;
            opened.Content.Dispose();
            return Path.GetFileName(path);
        }

        return null;
    }

    private IEnumerable<string> Candidates(string modelPath, Func<string, bool>? isThere = null)
    {
        var folder = Path.GetDirectoryName(modelPath)!;
        // What a sidecar names may be a path of another machine, or of anything: only its name counts, beside the model.
        if (_sidecars.Read(modelPath, isThere).Facts.Text("previewFile") is { } named)
            yield return Path.Combine(folder, Path.GetFileName(named.Replace('\\', '/')));
        foreach (var path in Named(StemOf(modelPath, isThere)))
            yield return path;
    }

    // A dot in a folder's name begins no ending.
    private static string StemOf(string modelPath, Func<string, bool>? isThere) =>
        Path.Combine(
            Path.GetDirectoryName(modelPath)!,
            isThere?.Invoke(modelPath) != true && Directory.Exists(modelPath)
                ? Path.GetFileName(modelPath)
                : Path.GetFileNameWithoutExtension(modelPath)
        );

    private IEnumerable<string> Named(string stem) =>
        PreviewFetcher.NamesFor(stem).Concat(_endings.Value.Select(ending => stem + ending));

    internal static OpenedPreview? TryOpen(string path)
    {
        if (!File.Exists(path) || RegularFile.IsOther(path))
            return null;
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            // A name says nothing of what the bytes are, and a page or a drawing with scripts must not be shown.
            if (ContainerDetector.Detect(head[..read]).MediaType() is { } type)
                return new OpenedPreview(file, type, File.GetLastWriteTimeUtc(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Gone in the meantime, or not for us: the next one may be better.
        }

        file?.Dispose();
        return null;
    }
}

/// <summary>A preview, open for reading; who gets it closes it.</summary>
/// <param name="Content">From its beginning.</param>
/// <param name="MediaType"><c>image/…</c> or <c>video/…</c>, by its bytes.</param>
/// <param name="ModifiedAt">When it was written last.</param>
public sealed record OpenedPreview(FileStream Content, string MediaType, DateTime ModifiedAt);
