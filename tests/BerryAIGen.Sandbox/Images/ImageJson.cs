using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Images;

/// <summary>A picture as the images list sends it.</summary>
internal static class ImageJson
{
    public static JsonObject Of(SeededImage image, ImageQuery query, string address)
    {
        var version = image.Version;
        var level = Word(image.Level);
        var json = new JsonObject
        {
            ["id"] = image.Id,
            ["url"] = address + image.Path,
            ["hash"] = "U2BW6.ov03_30exH=Cxt00xt~p0M8^NftAn2",
            ["width"] = SeededImage.PictureWidth,
            ["height"] = image.Height,
            ["nsfwLevel"] = level,
            ["type"] = image.IsVideo ? "video" : "image",
            ["nsfw"] = level != "None",
            ["browsingLevel"] = image.Level,
            ["createdAt"] = JsonText.Date(CreatedAt(image)),
            ["postId"] = PostId(image),
            ["stats"] = Stats(image),
            ["meta"] = Meta(image, query),
            ["username"] = version.Model.Spec.Creator,
            ["baseModel"] = version.Spec.BaseModel,
            ["modelVersionIds"] = new JsonArray(version.Id),
        };
        if (query.WithTags)
            json["tags"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "sandbox" });
        return json;
    }

    public static DateTimeOffset CreatedAt(SeededImage image) => image.Version.PublishedAt.AddSeconds(image.Id % 1000);

    public static int PostId(SeededImage image) => image.Version.Id * 2 + 1;

    public static int Reactions(SeededImage image) => image.Id % 97 + image.Id % 31;

    private static JsonObject Stats(SeededImage image) =>
        new()
        {
            ["cryCount"] = image.Id % 3,
            ["laughCount"] = image.Id % 5,
            ["likeCount"] = image.Id % 97,
            ["dislikeCount"] = 0,
            ["heartCount"] = image.Id % 31,
            ["commentCount"] = image.Id % 4,
        };

    // Without withMeta nobody gets any; without flatMeta it is wrapped once more.
    private static JsonObject? Meta(SeededImage image, ImageQuery query)
    {
        if (!query.WithMeta)
            return null;
        var meta = image.HasMeta ? ImageMeta.Of(image) : null;
        var isFlat = query.FlatMeta ?? !query.IsLegacyPath;
        return isFlat ? meta : new JsonObject { ["id"] = image.Id, ["meta"] = meta };
    }

    private static string Word(int level) =>
        level switch
        {
            2 => "Soft",
            4 => "Mature",
            8 or 16 => "X",
            32 => "Blocked",
            _ => "None",
        };
}
