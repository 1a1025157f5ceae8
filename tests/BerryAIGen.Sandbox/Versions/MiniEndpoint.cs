using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Versions;

/// <summary><c>GET /api/v1/model-versions/mini/{id}</c> (the server's mini/[id].ts).</summary>
internal sealed class MiniEndpoint(Catalogue catalogue, SiteAddresses addresses, SandboxOptions options)
{
    public void Map(Routes routes) => routes.Mixed("/api/v1/model-versions/mini/{id}", Get);

    private Answer Get(SandboxCall call)
    {
        if (RouteId.Read(call.Route("id"), out var id) is { } refusal)
            return refusal;
        var fileId = call.Query.Number("modelFileId", 1);
        call.Query.Refuse("number", "epoch");
        if (call.Query.IsWrong)
            return ZodError.Pretty(call.Query.Issues);
        var version = catalogue.FindVersion(id);
        var isOwner = version is not null && call.Member?.OwnsModels.Contains(version.Model.Id) == true;
        if (version is null || !(isOwner || version is { IsPublished: true, Model.IsVisible: true }))
            return Answer.Error(404, "Model not found");
        var file = fileId is null
            ? FileChoice.Primary(version)
            : version.Files.FirstOrDefault(file => file.Id == fileId);
        if (file is null)
            return Answer.Error(
                404,
                fileId is null ? "Missing model file" : $"Model file {fileId} not found in version {id}"
            );
        return Answer.Ok(Describe(version, file, fileId is not null));
    }

    private JsonObject Describe(SeededVersion version, SeededFile file, bool isExactFile)
    {
        var model = version.Model;
        var needsPermission = version.EarlyAccessEndsAt is not null;
        var url = $"{addresses.Civitai}/api/download/models/{version.Id}";
        var json = new JsonObject
        {
            ["air"] = isExactFile ? $"{Air.Of(version)}+{file.Id}" : Air.Of(version),
            ["versionName"] = version.Spec.Name,
            ["modelName"] = model.Spec.Name,
            ["baseModel"] = version.Spec.BaseModel,
            ["availability"] = model.Spec.Availability,
            ["userId"] = model.CreatorId,
            ["publishedAt"] = JsonText.Date(version.PublishedAt),
            ["size"] = FileJson.SizeKilobytes(file),
            ["fileType"] = file.Spec.Type,
            ["fileName"] = file.Name,
            ["hashes"] = FileJson.Hashes(file),
            ["downloadUrls"] = new JsonArray(isExactFile ? $"{url}?fileId={file.Id}" : url),
            ["format"] = file.Spec.Format,
            ["canGenerate"] = ModelJson.SupportsGeneration(model),
            ["isFeatured"] = false,
            ["requireAuth"] = version.Spec.RequireAuth || options.EveryDownloadNeedsKey,
            ["checkPermission"] = needsPermission,
        };
        if (needsPermission)
        {
            json["earlyAccessEndsAt"] = JsonText.Date(version.EarlyAccessEndsAt!.Value);
            json["freeTrialLimit"] = null;
        }

        json["minor"] = model.Spec.Minor;
        json["sfwOnly"] = false;
        json["payoutEnabled"] = false;
        json["additionalResourceCharge"] = false;
        json["fees"] = new JsonArray();
        return json;
    }
}
