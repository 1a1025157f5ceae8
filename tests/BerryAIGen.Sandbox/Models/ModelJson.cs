using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary>Models as the list and the single route send them (field dictionary of the 2026 server).</summary>
internal sealed class ModelJson(string address, string images)
{
    private const int MaximumImages = 20;
    private static readonly string[] GeneratingTypes =
    [
        "Checkpoint",
        "LORA",
        "LoCon",
        "DoRA",
        "VAE",
        "TextualInversion",
    ];

    public static bool SupportsGeneration(SeededModel model) =>
        GeneratingTypes.Contains(model.Spec.Type) && model.Spec.Mode is null;

    public JsonObject ListItem(SeededModel model, ModelQuery query)
    {
        var level = query.Nsfw ? 31 : 1;
        return Common(
            model,
            model
                .Versions.Where(version => version.IsPublished && version.Files.Count > 0)
                .Select(version => ListVersion(version, level, query.PrimaryFileOnly))
        );
    }

    public JsonObject Single(SeededModel model) =>
        Common(model, model.Versions.Where(version => version.IsPublished).Select(SingleVersion));

    private JsonObject Common(SeededModel model, IEnumerable<JsonObject> versions)
    {
        var spec = model.Spec;
        var json = new JsonObject
        {
            ["id"] = model.Id,
            ["name"] = spec.Name,
            ["description"] = spec.Description,
            ["allowNoCredit"] = spec.AllowNoCredit,
            ["allowCommercialUse"] = JsonText.Array(spec.AllowCommercialUse),
            ["allowDerivatives"] = true,
            ["allowDifferentLicense"] = false,
            ["type"] = spec.Type,
            ["minor"] = spec.Minor,
            ["sfwOnly"] = false,
            ["poi"] = spec.Poi,
            ["nsfw"] = spec.Nsfw,
            ["nsfwLevel"] = model.NsfwLevel,
            ["availability"] = spec.Availability,
            ["userId"] = model.CreatorId,
            ["baseModels"] = JsonText.Array(model.Versions.Select(version => version.Spec.BaseModel).Distinct()),
            ["cosmetic"] = null,
            ["supportsGeneration"] = SupportsGeneration(model),
        };
        if (spec.Mode is not null)
            json["mode"] = spec.Mode;
        json["stats"] = Stats(model);
        if (spec.Creator is { } creator)
        {
            var picture = Person.AvatarPathOf(creator);
            json["creator"] = new JsonObject
            {
                ["username"] = creator,
                ["image"] = picture is null ? null : images + picture,
            };
        }

        json["tags"] = JsonText.Array(spec.Tags);
        json["modelVersions"] = new JsonArray([.. versions]);
        return json;
    }

    private static JsonObject Stats(SeededModel model) =>
        new()
        {
            ["downloadCount"] = model.Spec.Downloads,
            ["thumbsUpCount"] = model.ThumbsUp,
            ["thumbsDownCount"] = model.ThumbsUp / 90,
            ["commentCount"] = model.Comments,
            ["tippedAmountCount"] = model.Spec.Downloads is null ? null : model.Id % 5000,
        };

    private JsonObject ListVersion(SeededVersion version, int level, bool primaryOnly)
    {
        var json = VersionHead(version);
        json["description"] = version.Spec.Description;
        json["trainedWords"] = JsonText.Array(version.Spec.TrainedWords);
        json["vaeId"] = null;
        json["earlyAccessDeadline"] = Deadline(version);
        json["paidAccess"] = VersionParts.PaidAccess(version);
        json["stats"] = VersionStats(version);
        json["supportsGeneration"] = SupportsGeneration(version.Model);
        var files = new FileJson(address).OfModel(version);
        if (primaryOnly && files.FirstOrDefault(file => file!["primary"] is not null) is { } primary)
            files = [primary.DeepClone()];
        json["files"] = files;
        json["images"] = new JsonArray([
            .. version
                .Images.Where(image => (image.Level & level) != 0)
                .Take(MaximumImages)
                .Select(image => (JsonNode)VersionParts.Image(image, images, withId: true)),
        ]);
        return WithDownload(json, version);
    }

    // The single route drops what is null or an empty array, in the version only (removeEmpty).
    private JsonObject SingleVersion(SeededVersion version)
    {
        var json = VersionHead(version);
        json.Insert(5, "createdAt", JsonText.Date(version.PublishedAt.AddMinutes(-40)));
        json.Insert(7, "status", version.Spec.Status);
        json["covered"] = SupportsGeneration(version.Model);
        json["description"] = version.Spec.Description;
        json["trainedWords"] = JsonText.Array(version.Spec.TrainedWords);
        json["earlyAccessDeadline"] = Deadline(version);
        json["paidAccess"] = VersionParts.PaidAccess(version);
        json["stats"] = VersionStats(version);
        json["files"] = new FileJson(address).OfModel(version);
        json["images"] = new JsonArray([
            .. version
                .Images.Take(MaximumImages)
                .Select(image => (JsonNode)VersionParts.Image(image, images, withId: false)),
        ]);
        foreach (var (name, value) in json.ToList())
        {
            if (value is null or JsonArray { Count: 0 })
                json.Remove(name);
        }

        return WithDownload(json, version);
    }

    private static JsonObject VersionHead(SeededVersion version) =>
        new()
        {
            ["id"] = version.Id,
            ["index"] = version.Index,
            ["name"] = version.Spec.Name,
            ["baseModel"] = version.Spec.BaseModel,
            ["baseModelType"] = version.Spec.BaseModelType,
            ["publishedAt"] = JsonText.Date(version.PublishedAt),
            ["flags"] = 0,
            ["availability"] = version.EarlyAccessEndsAt is null ? "Public" : "EarlyAccess",
            ["nsfwLevel"] = version.NsfwLevel,
        };

    private JsonObject WithDownload(JsonObject json, SeededVersion version)
    {
        if (version.Model.Spec.Mode != "Archived")
            json["downloadUrl"] = $"{address}/api/download/models/{version.Id}";
        return json;
    }

    private static JsonNode? Deadline(SeededVersion version) =>
        version.EarlyAccessEndsAt is { } end ? JsonText.Date(end) : null;

    private static JsonObject VersionStats(SeededVersion version) =>
        new()
        {
            ["downloadCount"] = version.Downloads,
            ["thumbsUpCount"] = version.Model.ThumbsUp / (version.Index + 1),
            ["thumbsDownCount"] = 0,
        };
}
