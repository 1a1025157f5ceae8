using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Images;

/// <summary>
/// What a picture was made with. Every tool writes it differently: texts for numbers, spaces in names, hashes as an
/// object or a list, numbers beyond what a double holds.
/// </summary>
internal static class ImageMeta
{
    public static JsonObject Of(SeededImage image)
    {
        var json = new JsonObject
        {
            ["Size"] = "512x768",
            ["seed"] = image.Id * 4_000_000_007L,
            ["steps"] = image.Id % 2 == 0 ? 25 : "25",
            ["prompt"] = "a lighthouse on a cliff, evening light",
            ["sampler"] = "Euler a",
            ["cfgScale"] = 7.5,
            ["Clip skip"] = "2",
            ["negativePrompt"] = "blurry",
            ["resources"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "lighthouse",
                    ["type"] = "lora",
                    ["weight"] = 0.8,
                }
            ),
            ["civitaiResources"] = new JsonArray(
                new JsonObject { ["type"] = "checkpoint", ["modelVersionId"] = image.Version.Id }
            ),
        };
        json["hashes"] = image.Id % 7 == 0 ? new JsonArray("abcdef0123") : new JsonObject { ["model"] = "abcdef0123" };
        return json;
    }
}
