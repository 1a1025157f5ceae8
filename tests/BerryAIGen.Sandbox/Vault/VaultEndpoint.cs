using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Vault;

/// <summary><c>/api/v1/vault/*</c> and <c>/api/download/vault/{id}</c>, for paying members.</summary>
internal sealed class VaultEndpoint(Catalogue catalogue, VaultContents vaults, SignedLinks links)
{
    private const int DefaultLimit = 60;
    private const int MaximumLimit = 200;
    private const int StorageKilobytes = 50 * 1024 * 1024;

    // Parsed inside the try: a single value is no array and text is no date, so both end as 500.
    private static readonly string[] ArrayOnly = ["types", "categories", "baseModels"];
    private static readonly string[] DateOnly = ["dateCreatedFrom", "dateCreatedTo", "dateAddedFrom", "dateAddedTo"];

    public void Map(Routes routes)
    {
        routes.Authed("/api/v1/vault/get", "GET", Get);
        routes.Authed("/api/v1/vault/all", "GET", All);
        routes.Authed("/api/v1/vault/check-vault", "GET", Check);
        routes.Authed("/api/v1/vault/toggle-version", "POST", Toggle);
        routes.Authed("/api/download/vault/{id}", "GET", Download);
    }

    private Answer Get(SandboxCall call)
    {
        var member = call.Member!;
        if (!member.IsPaying)
            return Answer.Ok(new JsonObject { ["vault"] = null });
        var used = Kept(member).SelectMany(version => version.Files).Sum(file => file.Content.Length) / 1024;
        return Answer.Ok(
            new JsonObject
            {
                ["vault"] = new JsonObject
                {
                    ["userId"] = member.Id,
                    ["storageKb"] = StorageKilobytes,
                    ["usedStorageKb"] = used,
                    ["meta"] = new JsonObject(),
                    ["updatedAt"] = "2026-07-01T10:00:00.000Z",
                },
            }
        );
    }

    private Answer All(SandboxCall call)
    {
        var query = call.Query;
        var page = (int)(query.Number("page", 1) ?? 1);
        var limit = (int)(query.Number("limit", 1, MaximumLimit) ?? DefaultLimit);
        var text = query.Text("query");
        query.Word("sort", SiteEnums.All.VaultSorts);
        var isSingle = ArrayOnly.Any(name => query.Texts(name) is [_]);
        if (query.IsWrong || isSingle || DateOnly.Any(query.Has))
            return Answer.Of(500, Unexpected());
        var types = query.Texts("types");
        var bases = query.Texts("baseModels");
        var kept = Kept(call.Member!)
            .Where(version =>
                text is null || version.Model.Spec.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            )
            .Where(version => types?.Contains(version.Model.Spec.Type) != false)
            .Where(version => bases?.Contains(version.Spec.BaseModel) != false)
            .ToList();
        var json = PageMetadata.Of(kept.Count, page, limit);
        var items = kept.Skip((page - 1) * limit)
            .Take(limit)
            .Select(version => (JsonNode)VaultJson.Item(version, call.Member!.Id));
        json.Insert(0, "items", new JsonArray([.. items]));
        return Answer.Ok(json);
    }

    private Answer Check(SandboxCall call)
    {
        var ids = call.Query.Numbers("modelVersionIds");
        if (ids is null || call.Query.IsWrong)
            return Answer.Error(400, "Could not parse provided model versions array.");
        var kept = Kept(call.Member!);
        return Answer.Ok(
            new JsonArray([
                .. ids.Where(id => id > 0)
                    .Select(id =>
                    {
                        var version = kept.FirstOrDefault(version => version.Id == id);
                        return (JsonNode)
                            new JsonObject
                            {
                                ["modelVersionId"] = (long)id,
                                ["vaultItem"] = version is null ? null : VaultJson.Item(version, call.Member!.Id),
                            };
                    }),
            ])
        );
    }

    private Answer Toggle(SandboxCall call)
    {
        if (call.Query.Number("modelVersionId") is not { } id || call.Query.IsWrong)
            return Answer.Error(400, "Could not parse provided model version");
        if (!call.Member!.IsPaying || catalogue.FindVersion((long)id) is not { } version)
            return Answer.Of(500, Unexpected());
        var json = new JsonObject { ["success"] = true };
        if (vaults.Toggle(call.Member.Id, version))
            json["vaultId"] = call.Member.Id;
        return Answer.Ok(json);
    }

    private Answer Download(SandboxCall call)
    {
        var member = call.Member!;
        if (!member.IsPaying)
            return Answer.Error(403, "You cannot download items from your vault at this time.");
        var version = int.TryParse(call.Route("id"), out var id)
            ? Kept(member).FirstOrDefault(version => version.Id == VaultJson.VersionId(id))
            : null;
        if (version is null)
            return Answer.Error(404, "Vault item not found");
        // Permanent although the code says otherwise.
        if (version.Spec.UsageControl != "Download")
            return Answer.Error(503, "This model does not allow downloads.");
        var fileId = call.Query.Number("fileId");
        var file = fileId is null
            ? FileChoice.Primary(version)
            : version.Files.FirstOrDefault(file => file.Id == fileId);
        return file is null || call.Raw("type") is not "model"
            ? Answer.Error(404, "File not found")
            : Answer.Redirect(307, links.Create(file));
    }

    private IReadOnlyList<SeededVersion> Kept(Member member) => member.IsPaying ? vaults.Of(member.Id) : [];

    private static JsonObject Unexpected() =>
        new() { ["message"] = "An unexpected error occurred", ["error"] = new JsonObject() };
}
