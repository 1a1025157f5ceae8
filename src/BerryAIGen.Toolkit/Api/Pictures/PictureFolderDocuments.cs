using System.Text.Json.Serialization;
using BerryAIGen.Database.Pictures;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>A folder whose pictures are to be indexed.</summary>
/// <param name="Path">Its whole path on the server's machine.</param>
/// <param name="Recursive">Whether its sub-folders belong to it; default true.</param>
/// <param name="Index">Whether it is indexed now; default true.</param>
/// <param name="Ask">Whether Civitai is asked for the hashes of models that the library does not know; default false.</param>
internal sealed record NewPictureFolder(
    string? Path = null,
    bool? Recursive = null,
    bool? Index = null,
    bool? Ask = null
);

/// <summary>What is to be looked through.</summary>
/// <param name="FolderIds">The folders; left out or empty for all.</param>
/// <param name="Ask">Whether Civitai is asked for the hashes of models that the library does not know; default false.</param>
internal sealed record PictureIndexQuestion(IReadOnlyList<long>? FolderIds = null, bool? Ask = null);

/// <summary>The folders of pictures.</summary>
/// <param name="Folders">By path.</param>
/// <param name="TotalCount">How many there are.</param>
internal sealed record PictureFoldersDocument(IReadOnlyList<PictureFolderDocument> Folders, int TotalCount);

/// <summary>A folder of pictures.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Path">Its whole path on the server's machine.</param>
/// <param name="Recursive">Whether its sub-folders belong to it.</param>
/// <param name="AddedAt">Seconds since 1970.</param>
/// <param name="IndexedAt">When it was last looked through to the end, seconds since 1970; absent for never.</param>
/// <param name="Pictures">How many pictures it has.</param>
/// <param name="Unreadable">How many of them could not be read.</param>
/// <param name="Thumbnails">How many have a thumbnail.</param>
internal sealed record PictureFolderDocument(
    long Id,
    string Path,
    bool Recursive,
    double AddedAt,
    double? IndexedAt,
    int Pictures,
    int Unreadable,
    int Thumbnails
)
{
    public static PictureFolderDocument Of(CountedFolder one) =>
        new(
            one.Folder.Id,
            one.Folder.Path,
            one.Folder.IsRecursive,
            UnixTime.Of(one.Folder.AddedAt),
            UnixTime.Of(one.Folder.IndexedAt),
            one.Pictures,
            one.Unreadable,
            one.Thumbnails
        );
}

/// <summary>A folder that was added, and the job that indexes it.</summary>
internal sealed record AddedPictureFolderDocument(long Id, string Path, bool Recursive, string? JobId);

/// <summary>A folder that is forgotten.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where it still is.</param>
/// <param name="Pictures">How many pictures are forgotten with it.</param>
internal sealed record RemovedPictureFolderDocument(long Id, string Path, int Pictures);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PicturesDocument))]
[JsonSerializable(typeof(KnownPictureDocument))]
[JsonSerializable(typeof(ReadPictureDocument))]
[JsonSerializable(typeof(PictureInstallDocument))]
[JsonSerializable(typeof(PictureFoldersDocument))]
[JsonSerializable(typeof(AddedPictureFolderDocument))]
[JsonSerializable(typeof(RemovedPictureFolderDocument))]
[JsonSerializable(typeof(NewPictureFolder))]
[JsonSerializable(typeof(PictureIndexQuestion))]
internal sealed partial class PicturesApiJson : JsonSerializerContext;
