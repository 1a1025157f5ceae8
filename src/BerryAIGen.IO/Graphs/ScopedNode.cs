using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>A node as it stands in the editor's file, in the graph or in one subgraph.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Type">Its type, which for a subgraph's node is the subgraph's id.</param>
/// <param name="Json">All of it.</param>
internal sealed record ScopedNode(string Id, string Type, JsonElement Json)
{
    /// <summary>Null for what is no node.</summary>
    public static ScopedNode? TryRead(JsonElement json) =>
        json.Member("type").Text() is { } type
            ? new ScopedNode(json.Member("id").Id() ?? json.Member("index").Id() ?? "", type, json)
            : null;
}
