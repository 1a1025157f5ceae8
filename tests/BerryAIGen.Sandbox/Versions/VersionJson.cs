using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Images;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Versions;

/// <summary>A version as <c>/model-versions/*</c> sends it.</summary>
internal sealed class VersionJson(string address, string images)
{
    private const int MaximumImages = 10;

    public JsonObject Of(SeededVersion version)
    {
        var spec = version.Spec;
        var json = new JsonObject
        {
            ["id"] = version.Id,
            ["modelId"] = version.Model.Id,
            ["name"] = spec.Name,
            ["nsfwLevel"] = version.NsfwLevel,
            ["createdAt"] = JsonText.Date(version.PublishedAt.AddMinutes(-40)),
            ["updatedAt"] = JsonText.Date(version.PublishedAt.AddMinutes(3)),
            ["status"] = spec.Status,
            ["publishedAt"] = JsonText.Date(version.PublishedAt),
            ["trainedWords"] = JsonText.Array(spec.TrainedWords),
            ["trainingStatus"] = null,
            ["trainingDetails"] = null,
            ["baseModel"] = spec.BaseModel,
            ["baseModelType"] = spec.BaseModelType,
            ["description"] = spec.Description,
            ["uploadType"] = "Created",
            ["usageControl"] = spec.UsageControl,
            ["licensingFee"] = null,
            ["paidAccess"] = VersionParts.PaidAccess(version),
            ["air"] = Air.Of(version),
            ["stats"] = new JsonObject
            {
                ["downloadCount"] = version.Downloads,
                ["thumbsUpCount"] = version.Model.ThumbsUp / (version.Index + 1),
            },
            ["model"] = Model(version.Model),
            ["files"] = new FileJson(address).OfVersion(version),
            ["images"] = new JsonArray([.. version.Images.Take(MaximumImages).Select(image => (JsonNode)Image(image))]),
        };
        if (version.Model.Spec.Mode != "Archived")
            json["downloadUrl"] = $"{address}/api/download/models/{version.Id}";
        return json;
    }

    private static JsonObject Model(SeededModel model)
    {
        var json = new JsonObject
        {
            ["name"] = model.Spec.Name,
            ["type"] = model.Spec.Type,
            ["nsfw"] = model.Spec.Nsfw,
            ["poi"] = model.Spec.Poi,
        };
        if (model.Spec.Mode is not null)
            json["mode"] = model.Spec.Mode;
        return json;
    }

    private JsonObject Image(SeededImage image)
    {
        var json = VersionParts.Image(image, images, withId: false);
        json.Insert(6, "metadata", Metadata(image, json["hash"]!.GetValue<string>()));
        json.Insert(9, "meta", image.HasMeta ? ImageMeta.Of(image) : null);
        json.Insert(10, "availability", "Public");
        return json;
    }

    private static JsonObject Metadata(SeededImage image, string hash)
    {
        var json = new JsonObject
        {
            ["hash"] = hash,
            ["size"] = 2048,
            ["width"] = SeededImage.PictureWidth,
            ["height"] = image.Height,
        };
        if (image.IsVideo)
        {
            json["audio"] = false;
            json["duration"] = 6;
        }

        return json;
    }
}
