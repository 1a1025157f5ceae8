using System.Collections.Concurrent;
using System.Globalization;
using BerryAIGen.IO.Images;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Pictures.Thumbnails;

/// <summary>
/// Pictures as narrow as a page shows them, made when somebody asks and kept in the cache folder. Where none can be made
/// there is the original: nobody goes without a picture because a tool is missing.
/// </summary>
public sealed class SmallPictures : IDisposable
{
    /// <summary>The narrowest that may be asked for.</summary>
    public const int Narrowest = 64;

    /// <summary>The widest that may be asked for.</summary>
    public const int Widest = 1024;

    // A picture for each number of pixels would fill the cache with copies that nobody can tell apart.
    private static readonly int[] Steps = [128, 256, 512, 768, 1024];

    // A picture may be this many times as high as it is wide before it is made narrower than asked for.
    private const int MostTimesAsHigh = 4;

    // Previews have one megapixel or a few; more is a mistake or made to hurt.
    private const long MostPixels = 100_000_000;

    private const long MostBytes = 512 << 20;
    private const int MostRemembered = 10_000;

    private readonly CachedFiles? _files;
    private readonly Func<string, string?> _variable;
    private readonly TimeSpan _limit;
    private readonly KeyedTurns _turns = new();
    private readonly SemaphoreSlim _processes = new(Math.Clamp(Environment.ProcessorCount, 1, 4));

    // Of these the tool makes nothing; it is not started again for the same file.
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);

    internal SmallPictures(LibraryOptions options, TimeProvider time)
    {
        _files = options.CacheFolder is { } cache
            ? new CachedFiles(Path.Combine(cache, "small-pictures"), ".webp", MostBytes, time)
            : null;
        _variable = options.ReadVariable;
        _limit = options.ThumbnailLimit;
    }

    /// <summary>What they are.</summary>
    public static string MediaType => "image/webp";

    /// <summary>The width that is made where this one is asked for.</summary>
    /// <exception cref="LibraryException">It is too narrow or too wide.</exception>
    public static int StepOf(int width) =>
        width is < Narrowest or > Widest
            ? throw new LibraryException(FailureCode.Usage, $"width is {Narrowest} to {Widest} pixels, not {width}.")
            : Steps.First(step => step >= width);

    /// <summary>The small one, opened; null when the original is the one to show.</summary>
    /// <param name="original">A picture or a video, open; it stays so.</param>
    /// <param name="mediaType">What it is, by its bytes.</param>
    /// <param name="modifiedAt">When it was written last.</param>
    /// <param name="step">One that <see cref="StepOf"/> said.</param>
    /// <param name="cancellationToken">Ends the tool if nobody else wants the same.</param>
    public async Task<FileStream?> FindAsync(
        FileStream original,
        string mediaType,
        DateTime modifiedAt,
        int step,
        CancellationToken cancellationToken
    )
    {
        // Videos have no thumbnails elsewhere either.
        if (_files is null || !mediaType.StartsWith("image/", StringComparison.Ordinal))
            return null;
        var key = CachedFiles.KeyOf(
            original.Name,
            original.Length.ToString(CultureInfo.InvariantCulture),
            modifiedAt.Ticks.ToString(CultureInfo.InvariantCulture),
            step.ToString(CultureInfo.InvariantCulture)
        );
        try
        {
            if (_files.Open(key) is { } known)
                return known;
            using var turn = await _turns.TakeAsync(key, cancellationToken).ConfigureAwait(false);
            if (_files.Open(key) is { } made)
                return made;
            if (_refused.ContainsKey(key) || ThumbnailTool.Find(_variable) is not { } program)
                return null;
            return await MakeAsync(_files, program, key, original.Name, step, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A full disk, or a folder that is not ours: the original is there.
            return null;
        }
    }

    public void Dispose() => _processes.Dispose();

    private async Task<FileStream?> MakeAsync(
        CachedFiles files,
        string program,
        string key,
        string path,
        int step,
        CancellationToken cancellationToken
    )
    {
        await _processes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Judged by its header, before anything decodes it.
            if (!IsWorthIt(path, step))
                return Refuse(key);
            var work = files.BeginWork();
            try
            {
                const string name = "0";
                File.CreateSymbolicLink(Path.Combine(work, name), Path.GetFullPath(path));
                var end = await ThumbnailTool
                    .RunAsync(program, work, [name], _limit, cancellationToken, SizeOf(step))
                    .ConfigureAwait(false);
                var made = new FileInfo(Path.Combine(work, name + ".webp"));
                if (!made.Exists || made.Length == 0)
                    return end.MayPass ? null : Refuse(key);
                files.Keep(key, made.FullName);
                return files.Open(key);
            }
            finally
            {
                CachedFiles.EndWork(work);
            }
        }
        finally
        {
            _processes.Release();
        }
    }

    // One whose size nobody knows may have any; one that is narrow enough is shown as it is.
    private static bool IsWorthIt(string path, int step) =>
        ImageReader.Read(path) is { Width: { } width, Height: { } height }
        && (long)width * height <= MostPixels
        && (width > step || height > step * MostTimesAsHigh);

    // The sign at the end: nothing is made larger than it is.
    private static string SizeOf(int step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step}x{step * MostTimesAsHigh}>");

    private FileStream? Refuse(string key)
    {
        if (_refused.Count >= MostRemembered)
            _refused.Clear();
        _refused[key] = true;
        return null;
    }
}
