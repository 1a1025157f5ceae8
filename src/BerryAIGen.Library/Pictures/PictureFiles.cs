using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Pictures.Folders;
using BerryAIGen.Library.Pictures.Matching;
using BerryAIGen.Library.Pictures.Thumbnails;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Pictures;

/// <summary>Folders of pictures: which may be ones, what lies in them, their thumbnails, and their models among those of a library.</summary>
public sealed class PictureFiles
{
    private readonly BerryLibrary _library;

    internal PictureFiles(BerryLibrary library) => _library = library;

    /// <summary>Which folders may be folders of pictures.</summary>
    public PictureFolderRules Rules => new(_library.Options);

    /// <summary>Small copies of pictures.</summary>
    public PictureThumbnails Thumbnails => new(_library.Options);

    /// <summary>Civitai's versions of hashes.</summary>
    public HashedVersions Versions => new(_library);

    /// <summary>Finds models among these; what the roots' records know of their files counts as well.</summary>
    /// <param name="models">All that there are.</param>
    public ModelMatches Match(IReadOnlyList<MatchableModel> models)
    {
        var recorded = _library.Graphs.RecordedHashes();
        return new ModelMatches(
            [
                .. models.Select(model =>
                    recorded.HashesOf(model.Path) is { } hashes
                        ? model with
                        {
                            Hashes = Joined(hashes, model.Hashes),
                        }
                        : model
                ),
            ],
            _library.Graphs.HasEnding
        );
    }

    /// <summary>A picture or video as it is now, whatever its name says.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LibraryException">It is not there, may not be read, or is something else.</exception>
    public static OpenedPicture Open(string path)
    {
        FileStream? file = null;
        try
        {
            RegularFile.Require(path);
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            // A page or a drawing with scripts must not be shown, whoever put it where a picture was.
            if (ContainerDetector.Detect(head[..read]).MediaType() is { } type && !IsLink(path))
                return new OpenedPicture(file, type, File.GetLastWriteTimeUtc(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new LibraryException(FileFailure.From(path, error), error);
        }

        file.Dispose();
        throw new LibraryException(
            FailureCode.NotFound,
            $"{path} is no picture and no video any more; index its folder again."
        );
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static RecordedHashes Joined(RecordedHashes one, RecordedHashes other) =>
        new()
        {
            Sha256 = one.Sha256 ?? other.Sha256,
            Blake3 = one.Blake3 ?? other.Blake3,
            Crc32 = one.Crc32 ?? other.Crc32,
            Autov1 = one.Autov1 ?? other.Autov1,
            TensorSha256 = one.TensorSha256 ?? other.TensorSha256,
        };
}

/// <summary>A picture, open for reading; who gets it closes it.</summary>
/// <param name="Content">From its beginning.</param>
/// <param name="MediaType"><c>image/…</c> or <c>video/…</c>, by its bytes.</param>
/// <param name="ModifiedAt">When it was written last.</param>
public sealed record OpenedPicture(FileStream Content, string MediaType, DateTime ModifiedAt);
