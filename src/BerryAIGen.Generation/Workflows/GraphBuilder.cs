using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>
/// Fills a graph with the values of a form: checkpoint, then every add-on on top of it, then a VAE of its own where one
/// is chosen.
/// </summary>
internal sealed class GraphBuilder(GraphDefinition graph, FormEvaluation form, ModelAirs airs, StepValues values)
{
    private readonly JsonObject _nodes = [];
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<string, JsonArray> _stack = [];

    /// <summary>Number → <c>{ classType, inputs }</c>.</summary>
    public JsonObject Build()
    {
        Stack();
        foreach (var name in graph.Nodes.Keys)
        {
            _ids[name] = Next();
            _nodes[_ids[name]] = null;
        }

        foreach (var (name, node) in graph.Nodes)
        {
            var inputs = new JsonObject();
            foreach (var (input, written) in node.Inputs)
            {
                if (Of(written) is { } value)
                    inputs[input] = value;
            }

            _nodes[_ids[name]] = Node(node.Class, inputs);
        }

        return _nodes;
    }

    private void Stack()
    {
        var checkpoint = Add("CheckpointLoaderSimple", new JsonObject { ["ckpt_name"] = airs.Checkpoint(form.Values) });
        (_stack["model"], _stack["clip"], _stack["vae"]) = (
            Link(checkpoint, 0),
            Link(checkpoint, 1),
            Link(checkpoint, 2)
        );
        foreach (var (type, entry) in values.EntriesOf("resources"))
        {
            var lora = Add(
                "LoraLoader",
                new JsonObject
                {
                    ["lora_name"] = airs.Resource(entry, type),
                    ["strength_model"] = entry["strength"]?.DeepClone() ?? 1,
                    // The strength of a form is that of the model alone.
                    ["strength_clip"] = 1,
                    ["model"] = _stack["model"].DeepClone(),
                    ["clip"] = _stack["clip"].DeepClone(),
                }
            );
            (_stack["model"], _stack["clip"]) = (Link(lora, 0), Link(lora, 1));
        }

        foreach (var (type, entry) in values.EntriesOf("vae"))
        {
            var vae = Add("VAELoader", new JsonObject { ["vae_name"] = airs.Resource(entry, type) });
            _stack["vae"] = Link(vae, 0);
        }
    }

    private JsonNode? Of(JsonElement written)
    {
        if (written.ValueKind != JsonValueKind.Object)
            return values.Of(written);
        if (written.TryGetProperty("stack", out var part))
            return _stack[part.GetString()!].DeepClone();
        return written.TryGetProperty("node", out var node)
            ? Link(_ids[node.GetString()!], written.TryGetProperty("output", out var output) ? output.GetInt32() : 0)
            : values.Of(written);
    }

    private string Add(string type, JsonObject inputs)
    {
        var id = Next();
        _nodes[id] = Node(type, inputs);
        return id;
    }

    private string Next() => (_nodes.Count + 1).ToString(CultureInfo.InvariantCulture);

    private static JsonObject Node(string type, JsonObject inputs) =>
        new() { ["classType"] = type, ["inputs"] = inputs };

    private static JsonArray Link(string id, int output) => new(id, output);
}
