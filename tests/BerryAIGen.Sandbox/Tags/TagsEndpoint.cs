using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Tags;

/// <summary><c>GET /api/v1/tags</c> (the server's pages/api/v1/tags.ts).</summary>
internal sealed class TagsEndpoint(Catalogue catalogue)
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 200;

    public void Map(Routes routes) => routes.Public("/api/v1/tags", List);

    private Answer List(SandboxCall call)
    {
        var page = call.Query.Number("page", 0) ?? 1;
        var limit = (int)(call.Query.Number("limit", 1, MaximumLimit) ?? DefaultLimit);
        var query = call.Query.Text("query");
        call.Query.Word("sort", SiteEnums.All.TagSorts);
        call.Query.Refuse("array", "categories");
        if (call.Query.IsWrong)
            return ZodError.Bare(call.Query.Issues);
        var items = catalogue
            .Models.SelectMany(model => model.Spec.Tags)
            .Distinct()
            .Where(tag => query is null || Like(query).IsMatch(tag))
            .Order(StringComparer.Ordinal)
            .Skip(Math.Max(0, (int)page - 1) * limit)
            .Take(limit)
            .Select(tag => (JsonNode)Item(tag, call.Base));
        // The totals are not counted any more and there is no link: the end is a short page.
        var metadata = new JsonObject
        {
            ["totalItems"] = 0,
            ["currentPage"] = (int)page,
            ["pageSize"] = limit,
            ["totalPages"] = 1,
        };
        return Answer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]), ["metadata"] = metadata });
    }

    // The name is not encoded in the link.
    private static JsonObject Item(string tag, string address) =>
        new() { ["name"] = tag, ["link"] = $"{address}/api/v1/models?tag={tag}" };

    // SQL: LIKE 'text%', where % and _ of the caller count too.
    private static Regex Like(string query)
    {
        var pattern = Regex.Escape(query).Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.');
        return new Regex($"^{pattern}", RegexOptions.NonBacktracking);
    }
}
