using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Pictures.Folders;

namespace BerryAIGen.Library.Pictures.Thumbnails;

/// <summary>Small copies of pictures, in the program's own folder, each by a key of the picture's path and stamp.</summary>
public sealed class PictureThumbnails
{
    /// <summary>The most that are made in one call of the tool.</summary>
    public const int AtOnce = 16;

    private const string Ending = ".webp";

    // 25 gigapixels fit into a file of some megabytes; nobody's picture has so many.
    private const long MostPixels = 400_000_000;

    private readonly string? _folder;
    private readonly Func<string, string?> _variable;
    private readonly TimeSpan _oneLimit;

    internal PictureThumbnails(LibraryOptions options)
    {
        _folder = options.DataFolder is { } data ? Path.Combine(data, "thumbnails") : null;
        _variable = options.ReadVariable;
        _oneLimit = options.ThumbnailLimit;
    }

    /// <summary>Why none can be made on this machine; null when they can.</summary>
    public string? Problem =>
        _folder is null ? "There is no folder for thumbnails: set XDG_DATA_HOME or HOME."
        : ThumbnailTool.Find(_variable) is null
            ? $"{ThumbnailTool.Name} is not installed (Debian: apt install libvips-tools), so pictures have no thumbnails."
        : null;

    /// <summary>The thumbnail of a key, opened; null when it is not on this machine.</summary>
    public FileStream? Open(string key)
    {
        try
        {
            return PathOf(key) is { } path
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the thumbnail of a key is on this machine.</summary>
    public bool Has(string key) => PathOf(key) is { } path && File.Exists(path);

    /// <summary>The key of a picture as it is now.</summary>
    public static string KeyOf(FoundPicture picture) =>
        Convert.ToHexStringLower(
            SHA256
                .HashData(
                    Encoding.UTF8.GetBytes(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{picture.FullPath}\0{picture.SizeBytes}\0{picture.ModifiedTicks}"
                        )
                    )
                )
                .AsSpan(0, 16)
        );

    /// <summary>Makes them, several in one call of the tool; those of one that breaks the call are made one by one.</summary>
    /// <param name="pictures">At most <see cref="AtOnce"/>.</param>
    /// <param name="cancellationToken">Ends it; nothing half done is left.</param>
    /// <returns>One per picture, in order.</returns>
    public async Task<IReadOnlyList<MadeThumbnail>> MakeAsync(
        IReadOnlyList<ThumbnailWish> pictures,
        CancellationToken cancellationToken
    )
    {
        if (_folder is null || ThumbnailTool.Find(_variable) is not { } program)
            return [.. pictures.Select(_ => new MadeThumbnail(null, Problem) { MayPass = true })];
        var made = pictures.Select(Refused).ToArray();
        var work = Path.Combine(_folder, $"work-{Guid.NewGuid():N}");
        try
        {
            int[] open = [.. Enumerable.Range(0, made.Length).Where(at => made[at] is null)];
            await TryAsync(open, open.Length == 1 ? _oneLimit : TimeSpan.FromSeconds(20 + (5 * open.Length)))
                .ConfigureAwait(false);
            // One that kills the tool takes those behind it along.
            foreach (var at in open.Where(at => made[at]?.Key is null && open.Length > 1))
                await TryAsync([at], _oneLimit).ConfigureAwait(false);
            return [.. made.Select(one => one!)];
        }
        finally
        {
            Empty(work);
        }

        async Task TryAsync(int[] which, TimeSpan limit)
        {
            if (which.Length == 0)
                return;
            Directory.CreateDirectory(work);
            string[] names = [.. which.Select(at => at.ToString(CultureInfo.InvariantCulture))];
            foreach (var (at, name) in which.Zip(names))
                if (!Path.Exists(Path.Combine(work, name)))
                    File.CreateSymbolicLink(Path.Combine(work, name), pictures[at].Picture.FullPath);
            var end = await ThumbnailTool
                .RunAsync(program, work, names, limit, cancellationToken)
                .ConfigureAwait(false);
            foreach (var (at, name) in which.Zip(names))
                made[at] = Keep(Path.Combine(work, name + Ending), KeyOf(pictures[at].Picture)) is { } key
                    ? new MadeThumbnail(key, null)
                    : new MadeThumbnail(null, $"No thumbnail could be made: {end.Message}.") { MayPass = end.MayPass };
        }
    }

    /// <summary>Removes those of these keys.</summary>
    public void Remove(IEnumerable<string> keys)
    {
        foreach (var path in keys.Select(PathOf).OfType<string>().Where(File.Exists))
            File.Delete(path);
    }

    /// <summary>
    /// The keys of all that are here, some hundred at a time, and what a killed run left is removed. Other processes may make
    /// some at this moment, so what is younger stays unmentioned.
    /// </summary>
    /// <param name="before">Only what was written before.</param>
    public IEnumerable<IReadOnlyList<string>> Sweep(DateTime before)
    {
        if (_folder is null || !Directory.Exists(_folder))
            yield break;
        foreach (var part in new DirectoryInfo(_folder).EnumerateDirectories().OrderBy(one => one.Name))
        {
            if (!part.Name.StartsWith("work-", StringComparison.Ordinal))
                yield return
                [
                    .. part.EnumerateFiles("*" + Ending)
                        .Where(file => file.LastWriteTimeUtc < before)
                        .Select(file => Path.GetFileNameWithoutExtension(file.Name)),
                ];
            else if (part.LastWriteTimeUtc < before)
                Empty(part.FullName);
        }
    }

    private static MadeThumbnail? Refused(ThumbnailWish wish) =>
        wish.Pixels > MostPixels
            ? new MadeThumbnail(
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It has {wish.Pixels / 1_000_000} megapixels; of more than {MostPixels / 1_000_000} no thumbnail is made."
                )
            )
            : null;

    // A whole one under its name, or none.
    private string? Keep(string made, string key)
    {
        if (!File.Exists(made) || new FileInfo(made).Length == 0)
            return null;
        var path = PathOf(key)!;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(made, path, overwrite: true);
        return key;
    }

    private string? PathOf(string key) =>
        _folder is not null && key.Length == 32 && key.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(_folder, key[..2], key + Ending)
            : null;

    private static void Empty(string work)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(work))
                File.Delete(file);
            Directory.Delete(work);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process was first.
        }
    }
}

/// <summary>A picture that is to have a thumbnail.</summary>
/// <param name="Picture">It.</param>
/// <param name="Pixels">How many it has; null where nobody knows.</param>
public sealed record ThumbnailWish(FoundPicture Picture, long? Pixels);

/// <summary>What came of it: a key, or why there is none.</summary>
public sealed record MadeThumbnail(string? Key, string? Problem)
{
    /// <summary>Whether the tool failed and not the picture, so that another try may make it.</summary>
    public bool MayPass { get; init; }
}
