using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Workflows;

/// <summary>
/// One field of a form that becomes a graph is changed at a time, and the inputs of its nodes have to be those of Civitai's:
/// numbers of nodes are each one's own, so the values of one input of a class are compared together.
/// </summary>
public sealed partial class GraphMappingTests
{
    [Fact]
    public void Every_field_changes_the_inputs_of_the_nodes_that_it_changes_on_Civitai()
    {
        var all = JsonNode.Parse(File.ReadAllText(OpenCases.RequireFacts("mappings.json")))!;
        var mappings = all["mappings"]!.AsArray().ToDictionary(row => (int)row!["id"]!, row => row!.AsObject());
        List<string> wrong = [];
        var (forms, count) = (0, 0);
        foreach (var form in all["forms"]!.AsArray().Select(row => row!.AsObject()))
        {
            var mapping = mappings[(int)form["mapping"]!];
            if ((string?)mapping["const"]!["step.$type"] != "comfy")
                continue;
            forms++;
            var probe = new GraphProbe(form, mapping);
            count += probe.Check();
            wrong.AddRange(probe.Wrong.Select(text => $"{form["workflow"]} {form["ecosystem"]}: {text}"));
        }

        wrong.ShouldBeEmpty();
        forms.ShouldBe(25);
        count.ShouldBe(21_520);
    }

    private sealed partial class GraphProbe(JsonObject form, JsonObject mapping)
    {
        private int _checked;

        public List<string> Wrong { get; } = [];

        public int Check()
        {
            Same(Base());
            foreach (var key in mapping["copy"]!.AsObject().SelectMany(row => Names(row.Value!)).Distinct())
            {
                foreach (var value in Others(key))
                {
                    Same(Base(), key, value);
                }
            }

            foreach (
                var (key, value) in mapping["table"]!
                    .AsObject()
                    .SelectMany(row => row.Value!.AsObject())
                    .SelectMany(Cases)
                    .Distinct()
            )
            {
                Same(Base(), key, value);
            }

            Models();
            return _checked;
        }

        private static IEnumerable<(string Key, string Value)> Cases(KeyValuePair<string, JsonNode?> node) =>
            node.Value!.AsObject().Select(row => (node.Key, row.Key));

        private JsonObject Base()
        {
            var workflow = (string)form["workflow"]!;
            var values = SampleForm.Of(workflow, (string?)form["ecosystem"], ("negativePrompt", "fog"));
            if (workflow.StartsWith("img2", StringComparison.Ordinal))
                values["images"] = SampleForm.Pictures(1);
            return values;
        }

        private static IEnumerable<JsonNode> Others(string key) =>
            key switch
            {
                "seed" => [99],
                "prompt" or "negativePrompt" => ["a jetty at dawn"],
                "denoise" => [0.15m, 0.6m],
                "steps" => [11, 37],
                "cfgScale" => [2.5m, 9],
                "quantity" => [2],
                "outputFormat" => ["png", "jpeg"],
                _ => [],
            };

        private void Same(JsonObject values, string? key = null, JsonNode? value = null)
        {
            if (key is not null)
                values[key] = value?.DeepClone();
            var evaluated = FormEvaluation.Of(SampleForm.Catalogue, new FormRequest(values.DeepClone().AsObject()));
            var input = SampleForm.Input(values);
            var nodes = input["comfyWorkflow"]!.AsObject().Select(node => node.Value!.AsObject()).ToArray();
            foreach (var group in Wanted(evaluated).GroupBy(row => (row.Class, row.Member)))
            {
                // One of them follows something else, such as the size of a picture.
                if (group.Any(row => row.Value is null))
                    continue;
                _checked++;
                string[] wanted = [.. group.Select(row => Text(row.Value)).Order(StringComparer.Ordinal)];
                string[] got =
                [
                    .. nodes
                        .Where(node => (string?)node["classType"] == group.Key.Class)
                        .Select(node => node["inputs"]![group.Key.Member])
                        .Where(node => node is not null)
                        .Select(Text)
                        .Order(StringComparer.Ordinal),
                ];
                if (!wanted.SequenceEqual(got))
                    Wrong.Add(
                        $"{key}={value} -> {group.Key}: {string.Join(" | ", got)} instead of {string.Join(" | ", wanted)}"
                    );
            }
        }

        // Every input of a node that the table speaks of, with its value for what is filled in.
        private IEnumerable<(string Class, string Member, JsonNode? Value)> Wanted(FormEvaluation evaluated)
        {
            foreach (var (path, value) in mapping["const"]!.AsObject())
            {
                if (Place().Match(path) is { Success: true } place && value is not null)
                    yield return (place.Groups[1].Value, place.Groups[2].Value, value);
            }

            foreach (var (path, names) in mapping["copy"]!.AsObject())
            {
                if (Place().Match(path) is { Success: true } place)
                    yield return (
                        place.Groups[1].Value,
                        place.Groups[2].Value,
                        names is JsonValue ? evaluated.Find((string)names!)?.Value : null
                    );
            }

            foreach (var (path, tables) in mapping["table"]!.AsObject())
            {
                if (Place().Match(path) is not { Success: true } place)
                    continue;
                var (node, cases) = tables!.AsObject().First();
                var value = evaluated.Find(node)?.Value;
                yield return (
                    place.Groups[1].Value,
                    place.Groups[2].Value,
                    cases![(value is JsonObject size ? size["value"] : value)?.ToString() ?? ""]
                );
            }
        }

        // Two add-ons and a VAE, with their models and strengths.
        private void Models()
        {
            var values = Base();
            values["resources"] = JsonNode.Parse("""[{"id":900001,"strength":0.35},{"id":900003}]""");
            values["vae"] = 900005;
            var nodes = SampleForm.Input(values)["comfyWorkflow"]!
                .AsObject()
                .Select(node => node.Value!)
                .ToLookup(node => (string)node["classType"]!, node => node["inputs"]!);
            _checked++;
            var loras = nodes["LoraLoader"]
                .Select(lora =>
                    $"{((string)lora["lora_name"]!).Split('@')[1]} {lora["strength_model"]} {lora["strength_clip"]}"
                );
            if (!loras.SequenceEqual(["900001 0.35 1", "900003 1 1"]))
                Wrong.Add(string.Join(" | ", loras));
            if (!((string)nodes["VAELoader"].Single()["vae_name"]!).EndsWith("@900005", StringComparison.Ordinal))
                Wrong.Add("The VAE is another one.");
        }

        private static IEnumerable<string> Names(JsonNode names) =>
            names is JsonValue ? [(string)names!] : names.AsArray().Select(name => (string)name!);

        // Models that nobody named have no number, and 1 is 1.0; Civitai's word for DPM2 is none that ComfyUI has.
        private static string Text(JsonNode? value) =>
            value is JsonValue number && FormValues.NumberOf(number) is { } read
                ? read.ToString("0.############", CultureInfo.InvariantCulture)
                : Model().Replace(value?.ToString() ?? "", "@") switch
                {
                    "dpmpp_2" => "dpm_2",
                    "dpmpp_2_ancestral" => "dpm_2_ancestral",
                    var text => text,
                };

        [GeneratedRegex(@"civitai:\d+@")]
        private static partial Regex Model();

        [GeneratedRegex(@"^comfy\.(.+):[\w-]+\.(\w+)$")]
        private static partial Regex Place();
    }
}
