using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Archive;

/// <summary>
/// An archive of models that Civitai has no longer, and a mirror of their files, on the storage's host so that no key of
/// Civitai's belongs there. The shapes are those that clients of civarchive.com read: the version under <c>data</c>,
/// files with their SHA-256 and mirrors; an answer by hash may name model and version only.
/// </summary>
internal sealed class ArchiveEndpoint(Catalogue catalogue, SiteAddresses addresses)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Map("/_storage/civarchive/api/models/{id:int}", Model);
        endpoints.Map("/_storage/civarchive/api/sha256/{hash}", Hash);
        endpoints.Map("/_storage/mirror/{id:int}/{name}", Send);
        endpoints.Map("/_storage/mirror-two/{id:int}/{name}", Send);
    }

    private Task Model(HttpContext http, int id)
    {
        var version =
            catalogue.FindModel(id) is { } model && IsGone(model)
                ? Wanted(model, http.Request.Query["modelVersionId"])
                : null;
        return AnswerWriter.WriteAsync(
            http,
            version is null ? Answer.Of(404, null) : Answer.Ok(new JsonObject { ["data"] = Describe(version) })
        );
    }

    // Another version of the model when the wanted one is unknown.
    private static SeededVersion Wanted(SeededModel model, string? id) =>
        model.Versions.FirstOrDefault(version => version.Id.ToString() == id) ?? model.Versions[0];

    private static bool IsGone(SeededModel model) => model.Spec.Mode is not null || model.Spec.Status == "Deleted";

    private Task Hash(HttpContext http, string hash)
    {
        var file = catalogue.FilesByHash(hash).FirstOrDefault(file => IsGone(file.Version.Model));
        return AnswerWriter.WriteAsync(
            http,
            file is null
                ? Answer.Of(404, null)
                : Answer.Ok(
                    new JsonObject
                    {
                        ["data"] = new JsonObject
                        {
                            ["files"] = new JsonArray(
                                new JsonObject
                                {
                                    ["model_id"] = file.Version.Model.Id,
                                    ["model_version_id"] = file.Version.Id,
                                    ["source"] = "civitai",
                                }
                            ),
                        },
                    }
                )
        );
    }

    private Task Send(HttpContext http, int id)
    {
        if (catalogue.FindFile(id) is not { } file)
            return AnswerWriter.WriteAsync(http, Answer.Plain(404, "not here"));
        var stored = new StoredObject(file.Content, $"\"mirror-{id}\"", file.Version.PublishedAt);
        return RangeAnswer.WriteAsync(http, stored, http.ActiveFault());
    }

    private JsonObject Describe(SeededVersion version) =>
        new()
        {
            ["id"] = version.Model.Id,
            ["name"] = version.Model.Spec.Name,
            ["type"] = version.Model.Spec.Type,
            ["is_nsfw"] = false,
            ["tags"] = JsonText.Array(version.Model.Spec.Tags),
            ["creator_username"] = version.Model.Spec.Creator,
            ["version"] = new JsonObject
            {
                ["id"] = version.Id,
                ["modelId"] = version.Model.Id,
                ["name"] = version.Spec.Name,
                ["baseModel"] = version.Spec.BaseModel,
                ["trigger"] = JsonText.Array(version.Spec.TrainedWords),
                ["files"] = new JsonArray([.. version.Files.Select(file => (JsonNode)Describe(file))]),
            },
            ["versions"] = new JsonArray([
                .. version.Model.Versions.Select(each =>
                    (JsonNode)new JsonObject { ["id"] = each.Id, ["name"] = each.Spec.Name }
                ),
            ]),
        };

    private JsonObject Describe(SeededFile file)
    {
        var site = $"{addresses.Civitai}/api/download/models/{file.Version.Id}";
        return new JsonObject
        {
            ["id"] = file.Id,
            ["name"] = file.Name,
            ["type"] = file.Spec.Type,
            ["sizeKB"] = file.Content.Length / 1024.0,
            ["downloadUrl"] = site,
            ["sha256"] = file.Hashes.Sha256.ToLowerInvariant(),
            ["is_primary"] = false,
            ["mirrors"] = new JsonArray(
                Mirror(file, site, null),
                Mirror(file, $"{addresses.Storage}/mirror/0/gone", "2026-02-03T04:05:06.000Z"),
                Mirror(file, $"{addresses.Storage}/mirror/0/missing", null),
                Mirror(file, $"{addresses.Storage}/mirror/{file.Id}/{Uri.EscapeDataString(file.Name)}", null),
                Mirror(file, $"{addresses.Storage}/mirror-two/{file.Id}/{Uri.EscapeDataString(file.Name)}", null)
            ),
        };
    }

    private static JsonObject Mirror(SeededFile file, string url, string? deletedAt) =>
        new()
        {
            ["filename"] = file.Name,
            ["url"] = url,
            ["deletedAt"] = deletedAt,
        };
}
