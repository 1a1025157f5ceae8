using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Sidecars;

/// <summary>
/// The pictures that people gave their models, in the data folder: never beside a model, where a refresh or another program
/// would take them for its own. Each has a name of its own; who made it must remember that.
/// </summary>
public sealed class OwnPreviewFiles
{
    /// <summary>The largest that is kept.</summary>
    public const int MostBytes = 20 << 20;

    private const int NameLength = 32;

    private static readonly Container[] Kinds =
    [
        Container.Png,
        Container.Jpeg,
        Container.WebP,
        Container.Gif,
        Container.Avif,
    ];

    private readonly string? _folder;

    internal OwnPreviewFiles(LibraryOptions options) =>
        _folder = options.DataFolder is { } data ? Path.Combine(data, "model-previews") : null;

    /// <summary>Keeps a picture, judged by its bytes.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="LibraryException">It is none, it is too large, or the disk refuses.</exception>
    public string Save(ReadOnlySpan<byte> picture)
    {
        if (_folder is null)
            throw new LibraryException(
                FailureCode.Disk,
                "There is no folder for previews of your own: set XDG_DATA_HOME or HOME."
            );
        if (picture.Length > MostBytes)
            throw new LibraryException(
                FailureCode.Usage,
                $"A preview may have {MostBytes >> 20} MiB; this one has more. Make it smaller and send it again."
            );
        var kind = ContainerDetector.Detect(picture[..Math.Min(picture.Length, ContainerDetector.HeadBytes)]);
        if (!Kinds.Contains(kind))
            throw new LibraryException(
                FailureCode.Usage,
                $"A preview is a picture in PNG, JPEG, WebP, GIF or AVIF; what was sent is {kind.Describe()}."
            );
        var name = $"{Guid.NewGuid():N}{kind.FileExtension()}";
        var path = Path.Combine(_folder, name);
        try
        {
            Directory.CreateDirectory(_folder);
            AtomicFile.Write(path, picture, isPrivate: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(path, problem), problem);
        }

        return name;
    }

    /// <summary>The picture of a name, opened; null when it is not there any more.</summary>
    public OpenedPreview? Open(string name) =>
        PathOf(name) is { } path && File.Exists(path) && !RegularFile.IsOther(path)
            ? ModelPreviews.TryOpen(path)
            : null;

    /// <summary>Whether it is there.</summary>
    public bool Has(string name) => PathOf(name) is { } path && File.Exists(path);

    /// <summary>Removes one that nobody can come back to any more.</summary>
    public void Remove(string name)
    {
        if (PathOf(name) is { } path)
            File.Delete(path);
    }

    // A name that we made, and nothing else.
    private string? PathOf(string name) =>
        _folder is not null
        && name.Length > NameLength
        && name[..NameLength].All(char.IsAsciiHexDigitLower)
        && Kinds.Any(kind => kind.FileExtension() == name[NameLength..])
            ? Path.Combine(_folder, name)
            : null;
}
