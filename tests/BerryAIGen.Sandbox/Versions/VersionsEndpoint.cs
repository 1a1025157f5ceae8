using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Versions;

/// <summary><c>GET /api/v1/model-versions/{id}</c> and <c>/by-hash/{hash}</c>.</summary>
internal sealed class VersionsEndpoint(Catalogue catalogue, SiteAddresses addresses)
{
    private const string HashCache = "public, s-maxage=3600, stale-while-revalidate=1800";

    public void Map(Routes routes)
    {
        routes.Mixed("/api/v1/model-versions/{id}", Get);
        routes.Public("/api/v1/model-versions/by-hash/{hash}", ByHash, HashCache);
    }

    private Answer Get(SandboxCall call)
    {
        var id = JsNumber.Parse(call.Route("id"));
        if (double.IsNaN(id))
            return ZodError.Pretty(new JsonArray(ZodIssue.NotANumber("id")));
        if (id == 0)
            return Answer.Error(400, "Missing modelVersionId");
        // The id goes to the database unchecked, and the database takes 32-bit integers.
        if (id != Math.Floor(id) || Math.Abs(id) > int.MaxValue)
            return Answer.Error(500, "Failed to fetch model version details");
        return Found(call, catalogue.FindVersion((int)id));
    }

    // Among several files with the hash the one of the oldest published version counts.
    private Answer ByHash(SandboxCall call) =>
        Found(
            call,
            catalogue
                .FilesByHash(call.Route("hash"))
                .Select(file => file.Version)
                .Where(version => version is { IsPublished: true, Model.IsVisible: true })
                .MinBy(version => version.PublishedAt)
        );

    private Answer Found(SandboxCall call, SeededVersion? version)
    {
        if (version is not { IsPublished: true, Model.IsVisible: true })
            return Answer.Error(404, "Model not found");
        if (version.Files.Count == 0)
            return Answer.Error(404, "Missing model file");
        return Answer.Ok(new VersionJson(call.Base, addresses.Images).Of(version));
    }
}
