using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>The metadata of lists that have numbered pages.</summary>
internal static class PageMetadata
{
    public static JsonObject Of(int total, int page, int limit) =>
        new()
        {
            ["totalItems"] = total,
            ["currentPage"] = page,
            ["pageSize"] = limit,
            ["totalPages"] = (total + limit - 1) / limit,
        };
}
