using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Faults;

/// <summary>The shapes of 2023 (recorded from the official wiki and by collectors of that year).</summary>
internal static class OldShapes
{
    public static void Apply(JsonObject node)
    {
        if (node["allowCommercialUse"] is JsonArray uses)
            node["allowCommercialUse"] = uses.Count == 0 ? "None" : uses[^1]!.GetValue<string>();
        if (node["stats"] is JsonObject stats && stats.ContainsKey("thumbsUpCount"))
        {
            stats.Remove("thumbsUpCount");
            stats.Remove("thumbsDownCount");
            stats["favoriteCount"] = 12;
            stats["ratingCount"] = 7;
            stats["rating"] = 4.93;
        }

        if (node.ContainsKey("hasPositivePrompt") && node.Remove("nsfwLevel"))
            node["nsfw"] = "None";
        if (node.ContainsKey("baseModel") && node.ContainsKey("files"))
        {
            node["earlyAccessTimeFrame"] = 0;
            foreach (var name in (string[])["status", "index", "availability", "nsfwLevel", "flags", "paidAccess"])
                node.Remove(name);
        }
    }
}
