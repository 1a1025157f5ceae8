using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <param name="Address">Of this server, for a page that may ask no other: add <c>&amp;width=</c> for a narrow one.</param>
/// <param name="SmallAddress">The same of a small one; of a video the still picture.</param>
/// <param name="Url">At the source.</param>
/// <param name="Level">How mature it is, as a bit: 1 PG, 2 PG-13, 4 R, 8 X, 16 XXX, 32 blocked; absent when nobody rated it.</param>
/// <param name="Kind">image or video, in the source's words.</param>
/// <param name="Width">Pixels of the whole one.</param>
/// <param name="Height">Pixels of the whole one.</param>
public sealed record FoundPictureDocument(
    string Address,
    string SmallAddress,
    string Url,
    int? Level,
    string? Kind,
    int? Width,
    int? Height
)
{
    public static FoundPictureDocument Of(FoundPicture picture) =>
        new(
            AddressOf(picture.Url),
            AddressOf(picture.SmallUrl),
            picture.Url.AbsoluteUri,
            picture.Level,
            picture.Kind,
            picture.Width,
            picture.Height
        );

    private static string AddressOf(Uri url) => $"/api/pictures/remote?url={Uri.EscapeDataString(url.AbsoluteUri)}";
}
