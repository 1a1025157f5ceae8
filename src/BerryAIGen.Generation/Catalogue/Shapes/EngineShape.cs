using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>Whether an engine and a graph can be filled in.</summary>
internal static class EngineShape
{
    private static readonly string[] Stack = ["model", "clip", "vae"];

    /// <exception cref="JsonException">Something in the file can be made into no step.</exception>
    public static void Check(EngineDefinition engine)
    {
        var root = ShapePlace.Root;
        Input(root["input"], engine.Input);
        WrittenShape.Check(root["send"], engine.Send);
        Steps(root["before"], engine.Before);
        Steps(root["after"], engine.After);
        for (var at = 0; at < engine.Variants.Count; at++)
        {
            var place = root["variants"][at];
            Input(place["input"], engine.Variants[at].Input);
            WrittenShape.Check(place["send"], engine.Variants[at].Send);
        }
    }

    /// <exception cref="JsonException">A node leads to none, or its input can be made into no value.</exception>
    public static void Check(GraphDefinition graph)
    {
        foreach (var (name, node) in graph.Nodes)
        {
            foreach (var (input, written) in node.Inputs)
            {
                Node(ShapePlace.Root["nodes"][name]["inputs"][input], written, graph);
            }
        }
    }

    private static void Node(ShapePlace place, JsonElement written, GraphDefinition graph)
    {
        if (written.ValueKind == JsonValueKind.Object && written.TryGetProperty("stack", out var part))
        {
            if (part.ValueKind != JsonValueKind.String || !Stack.Contains(part.GetString()))
                throw place["stack"].Wrong($"is {part}; write {string.Join(", ", Stack)}.");
        }
        else if (written.ValueKind == JsonValueKind.Object && written.TryGetProperty("node", out var node))
        {
            if (node.ValueKind != JsonValueKind.String || !graph.Nodes.ContainsKey(node.GetString()!))
                throw place["node"]
                    .Wrong($"is {node}, and the graph has no such node; it has {string.Join(", ", graph.Nodes.Keys)}.");
            if (
                written.TryGetProperty("output", out var output)
                && !(output.ValueKind == JsonValueKind.Number && output.TryGetInt32(out _))
            )
                throw place["output"].Wrong("is the number of what the node puts out, from 0.");
        }
        else
            WrittenShape.Check(place, written);
    }

    private static void Steps(ShapePlace place, IReadOnlyList<StepTemplate> steps)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            WrittenShape.Check(place[at]["input"], steps[at].Input);
        }
    }

    private static void Input(ShapePlace place, IReadOnlyDictionary<string, InputSpec> input)
    {
        foreach (var (member, spec) in input)
        {
            if (spec.Min > spec.Max)
                throw place[member]["min"].Wrong($"is {spec.Min}, above its \"max\" {spec.Max}; correct one of them.");
            if (spec is { Type: "number" or "integer", Default: { } value } && !IsNumber(value))
                throw place[member]["default"].Wrong($"is {value}; the member takes a number.");
            for (var at = 0; at < spec.Options?.Count; at++)
            {
                if (spec.Options[at].ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    throw place[member]["options"][at].Wrong("is no word and no number; an engine takes those alone.");
            }

            Input(place[member]["members"], spec.Members ?? new Dictionary<string, InputSpec>());
        }
    }

    private static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _);
}
