using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Permissions;

/// <summary><c>GET /api/v1/permissions/check</c> (the server's pages/api/v1/permissions/check.ts).</summary>
internal sealed class PermissionsEndpoint(Catalogue catalogue)
{
    public void Map(Routes routes) => routes.Public("/api/v1/permissions/check", Check);

    private Answer Check(SandboxCall call)
    {
        var ids = call.Query.Numbers("entityIds");
        call.Query.Word("entityType", ["ModelVersion"]);
        call.Query.Word("permission", ["Generate"]);
        call.Query.Number("userId");
        if (ids is null || call.Query.IsWrong)
            return Answer.Error(400, "Could not parse provided model versions array.");
        var json = new JsonObject();
        foreach (var id in ids.Where(id => id > 0).Distinct())
            json[id.ToString()] =
                catalogue.FindVersion((long)id) is { } version && ModelJson.SupportsGeneration(version.Model);
        // Nothing left of the list gives an array instead of an object.
        return Answer.Ok(json.Count == 0 ? new JsonArray() : json);
    }
}
