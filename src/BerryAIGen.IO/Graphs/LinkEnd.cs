using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>A link as the editor's file has it: a list in the graph, an object in subgraphs.</summary>
internal sealed record LinkEnd(string Id, string OriginId, int OriginSlot, string? TargetId, int TargetSlot)
{
    /// <summary>Null for what is no link.</summary>
    public static LinkEnd? TryRead(JsonElement link)
    {
        var parts = link.ValueKind == JsonValueKind.Array ? link.EnumerateArray().Take(5).ToArray() : Named(link);
        return
            parts is [var id, var origin, var slot, var target, var targetSlot]
            && id.Id() is { } name
            && origin.Id() is { } node
            ? new LinkEnd(name, node, slot.Number() ?? 0, target.Id(), targetSlot.Number() ?? 0)
            : null;
    }

    private static JsonElement[] Named(JsonElement link) =>
        [
            link.Member("id"),
            link.Member("origin_id"),
            link.Member("origin_slot"),
            link.Member("target_id"),
            link.Member("target_slot"),
        ];
}
