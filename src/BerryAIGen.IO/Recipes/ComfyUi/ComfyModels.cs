using System.Globalization;
using System.Text.Json;
using BerryAIGen.IO.Graphs;
using BerryAIGen.IO.Recipes.A1111;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>The models that nodes load, by the names of their inputs: ComfyUI's own nodes and its extensions keep to them.</summary>
internal sealed class ComfyModels(ComfyValues values, RecipeDraft draft)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ckpt_name"] = ResourceTypes.Checkpoint,
        ["base_ckpt_name"] = ResourceTypes.Checkpoint,
        ["unet_name"] = ResourceTypes.Checkpoint,
        ["gguf_name"] = ResourceTypes.Checkpoint,
        ["diffusion_model_name"] = ResourceTypes.Checkpoint,
        ["refiner_ckpt_name"] = ResourceTypes.Refiner,
        ["vae_name"] = ResourceTypes.Vae,
        ["control_net_name"] = ResourceTypes.ControlNet,
        ["controlnet_name"] = ResourceTypes.ControlNet,
        ["hypernetwork_name"] = ResourceTypes.Hypernetwork,
        ["upscale_model_name"] = ResourceTypes.Upscaler,
        ["style_model_name"] = "style_model",
        ["ipadapter_file"] = "ip_adapter",
        ["clip_vision_name"] = ResourceTypes.ClipVision,
    };

    /// <summary>Adds what a node loads.</summary>
    /// <param name="node">A node that runs.</param>
    internal void Read(GraphNode node)
    {
        // A link under "model" hands on a loaded model and not its name.
        var names = node
            .Inputs.Where(input => input is not { Name: "model", Link: not null })
            .Select(input => input.Name);
        foreach (var name in names.Concat(ComfyWidgets.Names(node.Type)).Distinct())
        {
            if (name.StartsWith("lora", StringComparison.OrdinalIgnoreCase))
            {
                ReadLora(node, name);
            }
            else if (TypeOf(node.Type, name) is { } type)
            {
                Add(type, values.Text(node, name), null);
            }
        }
    }

    private static string? TypeOf(string nodeType, string name) =>
        Types.TryGetValue(name, out var type) ? type
        : name.StartsWith("clip_name", StringComparison.Ordinal)
            ? nodeType.Contains("Vision", StringComparison.Ordinal) ? ResourceTypes.ClipVision
                : ResourceTypes.TextEncoder
        : name is not ("model_name" or "model") ? null
        : Has(nodeType, "Upscale") ? ResourceTypes.Upscaler
        : Has(nodeType, "Detector") || Has(nodeType, "SAMLoader") ? ResourceTypes.Detector
        : Has(nodeType, "VAE") ? ResourceTypes.Vae
        : Has(nodeType, "TextEncoder") || Has(nodeType, "T5") ? ResourceTypes.TextEncoder
        : Has(nodeType, "ModelLoader") || Has(nodeType, "DiffusionModel") ? ResourceTypes.Checkpoint
        : null;

    private void ReadLora(GraphNode node, string name)
    {
        var value = node.Value(name, ComfyWidgets.Position(node.Type, name));
        if (value is { ValueKind: JsonValueKind.Object } row)
        {
            ReadRow(row);
        }
        else if (value is { ValueKind: JsonValueKind.Array } rows)
        {
            ReadRows(rows);
        }
        else if (values.Text(node, name) is { Length: > 0 } lora && lora != "None" && !IsNumber(lora))
        {
            if (lora.Contains('<', StringComparison.Ordinal))
            {
                PromptTags.Read(lora, draft);
            }
            else if (
                name is "lora_name" or "lora"
                || (char.IsAsciiDigit(name[^1]) && !IsBeyondCount(node, name) && !IsOff(node, name))
            )
            {
                Add(ResourceTypes.Lora, lora, Strength(node, name));
            }
        }
    }

    /// <summary>Stacks have more fields than they use, and say how many.</summary>
    private bool IsBeyondCount(GraphNode node, string name) =>
        RecipeJson.Whole(values.Text(node, "lora_count")) is { } count
        && RecipeJson.Whole(name[(name.LastIndexOf('_') + 1)..]) > count;

    /// <summary>Fields of stacks have a switch each.</summary>
    private bool IsOff(GraphNode node, string name)
    {
        var number = name[(name.LastIndexOf('_') + 1)..];
        string[] switches = [$"switch_{number}", $"enabled_{number}", $"lora_{number}_enabled", $"toggle_{number}"];
        return switches.Any(one =>
            values.Text(node, one) is { } text
            && (text.Equals("off", StringComparison.OrdinalIgnoreCase) || text is "false" or "False")
        );
    }

    /// <summary>A row of a list of LoRAs: {"on": true, "lora": "a.safetensors", "strength": 0.8}, or with name and active.</summary>
    private void ReadRow(JsonElement row)
    {
        if (row.Get("__value__") is { ValueKind: JsonValueKind.Array } rows)
        {
            ReadRows(rows);
        }
        else if (row.Text("on", "active", "enabled") != "false")
        {
            Add(ResourceTypes.Lora, row.Text("lora", "name"), row.Real("strength", "strengthModel", "strength_model"));
        }
    }

    private void ReadRows(JsonElement rows)
    {
        foreach (var row in rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object))
        {
            ReadRow(row);
        }
    }

    /// <summary>Stacks number their fields: lora_name_1 with model_str_1 or lora_wt_1, lora_01 with strength_01.</summary>
    private double? Strength(GraphNode node, string name)
    {
        var number = name[(name.LastIndexOf('_') + 1)..];
        string[] names = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ?
            [
                $"model_str_{number}",
                $"lora_wt_{number}",
                $"strength_{number}",
                $"strength_model_{number}",
                $"model_weight_{number}",
            ]
            : ["strength_model", "lora_model_strength", "strength"];
        // Efficiency's stack has a simple weight and two others, and says which count.
        IEnumerable<string> ordered =
            values.Text(node, "input_mode") == "simple" ? names.OrderBy(name => name.Contains("_wt_") ? 0 : 1) : names;
        return ordered
            .Select(candidate => values.Real(node, candidate))
            .FirstOrDefault(strength => strength is not null);
    }

    private void Add(string type, string? name, double? weight)
    {
        // A strength of nothing is how people switch one off.
        if (name is null or "" or "None" or "none" or "Baked VAE" || weight is 0)
        {
            return;
        }

        if (name.StartsWith("urn:air:", StringComparison.OrdinalIgnoreCase))
        {
            draft.Add(CivitaiResources.FromAir(name, type) with { Weight = weight });
        }
        else
        {
            draft.Add(type, name, weight: weight);
        }
    }

    private static bool IsNumber(string text) => RecipeJson.Real(text) is not null || text is "true" or "false";

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
