using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>The form that ComfyUI's API takes: <c>{"4": {"class_type": "…", "inputs": {"ckpt_name": "…", "clip": ["3", 1]}}}</c>.</summary>
internal static class ApiGraph
{
    public static bool Is(JsonElement root) =>
        root.Members().Any(node => node.Value.Member("class_type").ValueKind == JsonValueKind.String);

    public static IReadOnlyList<GraphNode> Read(JsonElement root) =>
        [.. root.Members().Select(node => Node(node.Name, node.Value)).OfType<GraphNode>()];

    private static GraphNode? Node(string id, JsonElement node) =>
        node.Member("class_type").Text() is { } type
            ? new GraphNode
            {
                Id = id,
                Type = type,
                Title = node.Member("_meta").Member("title").Text(),
                Inputs = [.. node.Member("inputs").Members().Select(Input)],
            }
            : null;

    private static GraphInput Input(JsonProperty input) =>
        LinkIn(input.Value) is { } link
            ? new GraphInput(input.Name) { Link = link }
            // A list that is no link is wrapped.
            : new GraphInput(input.Name)
            {
                Value = input.Value.Member("__value__") is { ValueKind: not JsonValueKind.Undefined } wrapped
                    ? wrapped
                    : input.Value,
            };

    private static GraphLink? LinkIn(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() == 2
        && value[0].Id() is { } node
        && value[1].Number() is { } slot and >= 0
            ? new GraphLink(node, slot)
            : null;
}
