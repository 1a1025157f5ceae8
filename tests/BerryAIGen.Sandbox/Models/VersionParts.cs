using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary>Parts that versions have in every answer.</summary>
internal static class VersionParts
{
    public static JsonObject? PaidAccess(SeededVersion version) =>
        version.EarlyAccessEndsAt is { } end
            ? new JsonObject { ["permanent"] = false, ["endsAt"] = JsonText.Date(end) }
            : null;

    public static JsonObject Image(SeededImage image, string address, bool withId)
    {
        var json = new JsonObject
        {
            ["url"] = address + image.Path,
            ["nsfwLevel"] = image.Level,
            ["width"] = SeededImage.PictureWidth,
            ["height"] = image.Height,
            ["hash"] = "U2BW6.ov03_30exH=Cxt00xt~p0M8^NftAn2",
            ["type"] = image.IsVideo ? "video" : "image",
            ["minor"] = false,
            ["poi"] = false,
            ["hasMeta"] = image.HasMeta,
            ["hasPositivePrompt"] = image.HasMeta,
            ["onSite"] = false,
            ["remixOfId"] = image.RemixOf,
        };
        if (withId)
            json.Insert(0, "id", image.Id);
        return json;
    }
}
