using System.Text.Json;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>A text among the values of a node.</summary>
/// <param name="Input">The input or member that has it; null where only its place is known.</param>
/// <param name="Text">It.</param>
/// <param name="IsOn">False in an object that is switched off.</param>
internal readonly record struct NodeText(string? Input, string Text, bool IsOn);

/// <summary>All values that are written down in a node, those inside of lists and objects as well.</summary>
internal static class NodeTexts
{
    // Members of entries by which packs switch them off.
    private static readonly string[] Switches = ["on", "active", "enabled"];

    /// <summary>The texts: named ones first, then by place. One that has both is there twice.</summary>
    public static IEnumerable<NodeText> Of(GraphNode node) =>
        node
            .Inputs.Where(input => input.Link is null && input.Value is not null)
            .SelectMany(input => In(input.Value!.Value, input.Name, isOn: true))
            .Concat(node.Widgets.SelectMany(value => In(value, null, isOn: true)));

    /// <summary>The objects, at any depth.</summary>
    public static IEnumerable<JsonElement> ObjectsOf(GraphNode node) =>
        node.Inputs.Select(input => input.Value).OfType<JsonElement>().Concat(node.Widgets).SelectMany(ObjectsIn);

    private static IEnumerable<NodeText> In(JsonElement value, string? name, bool isOn) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.Text() is { } text ? [new NodeText(name, text, isOn)] : [],
            JsonValueKind.Array => value.Items().SelectMany(item => In(item, name, isOn)),
            JsonValueKind.Object => value
                .Members()
                .SelectMany(member => In(member.Value, member.Name, isOn && !IsOff(value))),
            _ => [],
        };

    private static bool IsOff(JsonElement entry) =>
        Switches.Any(name => entry.Member(name).ValueKind == JsonValueKind.False);

    private static IEnumerable<JsonElement> ObjectsIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.Items().SelectMany(ObjectsIn),
            JsonValueKind.Object => value.Members().SelectMany(member => ObjectsIn(member.Value)).Prepend(value),
            _ => [],
        };
}
