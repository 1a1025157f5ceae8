using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Images;

/// <summary>The pictures themselves, under the addresses that the answers name.</summary>
internal static class PictureEndpoint
{
    /// <summary>The smallest file that players take for an MP4.</summary>
    public static byte[] Video { get; } =
    [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp41"u8, 0, 0, 0, 16, .. "mdat"u8, 1, 2, 3, 4, 5, 6, 7, 8];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Map(
            "/_storage/{bucket}/{uuid:guid}/{directive}/{name}",
            (string name) => Results.Bytes(BytesOf(name, out var mediaType), mediaType)
        );

    private static byte[] BytesOf(string name, out string mediaType)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        var id = int.TryParse(stem, out var number) ? number : SeedContext.CreatorIdOf(stem);
        if (Path.GetExtension(name) == ".mp4")
        {
            mediaType = "video/mp4";
            return Video;
        }

        // The ending says nothing about the bytes: every third picture is a PNG.
        var isPng = id / 20 % 3 == 0;
        mediaType = isPng ? "image/png" : "image/jpeg";
        return isPng
            ? PngPicture.Create(SeededImage.PictureWidth, 40 + id % 9, id)
            : JpegPicture.Create(SeededImage.PictureWidth, 40 + id % 9, id);
    }
}
