using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary><c>/v2/resources</c>, <c>/v2/services</c> and the site's <c>/v2/consumer/civitai</c>.</summary>
internal sealed class CatalogueEndpoint(Catalogue catalogue, OrchestratorTables tables, Members members)
{
    private const int UsualPage = 50;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        OrchestratorCall.Map(endpoints, members, "GET", "/resources", call => ValueTask.FromResult(Queue(call)));
        OrchestratorCall.Map(
            endpoints,
            members,
            "GET",
            "/resources/{air}",
            call => ValueTask.FromResult(Resource(call))
        );
        OrchestratorCall.Map(endpoints, members, "GET", "/services", call => ValueTask.FromResult(Services(call)));
        OrchestratorCall.Map(endpoints, members, "GET", "/services/{id}", call => ValueTask.FromResult(Service(call)));
        foreach (var path in (string[])["/consumer/civitai/{user:int}", "/consumer/civitai/{user:int}/tokens"])
            OrchestratorCall.Map(endpoints, members, "DELETE", path, _ => ValueTask.FromResult(Answer.Empty(204)));
    }

    private Answer Queue(OrchestratorCall call)
    {
        if (!string.Equals(call.Raw("view"), "queue", StringComparison.OrdinalIgnoreCase))
            return Problem.Invalid("view", $"The value '{call.Raw("view")}' is not valid for view.");
        var take = int.TryParse(call.Raw("take"), out var number) ? number : 100;
        var start = int.TryParse(call.Raw("cursor"), out var at) ? at : 0;
        var all = catalogue.Models.Take(5).SelectMany(model => model.Versions).ToList();
        var page = all.Skip(start).Take(take).Select(version => (JsonNode)Json(version)).ToList();
        return Answer.Ok(
            new JsonObject
            {
                ["next"] = start + page.Count < all.Count ? $"{start + page.Count}" : null,
                ["items"] = new JsonArray([.. page]),
            }
        );
    }

    private Answer Resource(OrchestratorCall call)
    {
        var air = Uri.UnescapeDataString(call.Route("air"));
        if (air.Split(':') is not [.., "civitai", var ids] || ids.Split('@') is not [_, var version])
            return Problem.Of(400, "Bad Request", $"'{air}' is not a valid AIR.");
        return long.TryParse(version, out var id) && catalogue.FindVersion(id) is { } found
            ? Answer.Ok(Json(found))
            : Problem.NotFound;
    }

    private static JsonObject Json(SeededVersion version) =>
        new()
        {
            ["air"] = Versions.Air.Of(version),
            ["size"] = version.Files[0].Content.Length,
            ["hashes"] = new JsonObject(),
            ["downloadUrls"] = new JsonArray(),
            ["resourceName"] = version.Model.Spec.Name,
            ["versionName"] = version.Spec.Name,
            ["checkPermission"] = false,
            ["canGenerate"] = true,
            ["fileFormat"] = "safeTensor",
            ["hasMatureContentRestriction"] = false,
            ["hasNSFWContentRestriction"] = false,
            ["availability"] = new JsonObject { ["status"] = "available" },
        };

    private Answer Services(OrchestratorCall call)
    {
        var limit = int.TryParse(call.Raw("limit"), out var number) ? number : UsualPage;
        var offset = int.TryParse(call.Raw("offset"), out var at) ? at : 0;
        var wanted = tables
            .Steps.Where(step => call.Raw("category") is not { } category || CategoryOf(step.Value) == category)
            .Where(step => step.Key.StartsWith(call.Raw("prefix") ?? "", StringComparison.Ordinal))
            .Where(step => step.Key.Contains(call.Raw("query") ?? "", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return Answer.Ok(
            new JsonObject
            {
                ["items"] = new JsonArray([
                    .. wanted.Skip(offset).Take(limit).Select(step => (JsonNode)Json(step.Key, step.Value)),
                ]),
                ["totalCount"] = wanted.Count,
                ["limit"] = limit,
                ["offset"] = offset,
            }
        );
    }

    private Answer Service(OrchestratorCall call) =>
        tables.Steps.GetValueOrDefault(call.Route("id")) is { } shape
            ? Answer.Ok(Json(call.Route("id"), shape))
            : Problem.NotFound;

    private static string CategoryOf(StepShape shape) => shape.Media ?? "text";

    private static JsonObject Json(string type, StepShape shape) =>
        new()
        {
            ["id"] = type,
            ["category"] = CategoryOf(shape),
            ["parameters"] = new JsonObject(),
            ["step"] = type,
            ["submit"] = $"/v2/consumer/recipes/{type}",
            ["estimate"] = $"/v2/consumer/recipes/{type}?whatif=true",
            ["tags"] = new JsonArray(),
            ["modalities"] = new JsonObject
            {
                ["input"] = new JsonArray("text"),
                ["output"] = new JsonArray(CategoryOf(shape)),
            },
            ["status"] = "available",
        };
}
