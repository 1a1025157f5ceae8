using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>One field of a form is changed at a time, and its step has to change as Civitai's does.</summary>
public sealed partial class FormMappingTests
{
    private const long SomeLora = 900001;

    [Fact]
    public void Every_field_of_every_form_changes_what_it_changes_on_Civitai()
    {
        var facts = Path.Combine(OpenCases.Require("generator"), "..", "..", "facts", "mappings.json");
        if (!File.Exists(facts))
            Assert.Skip("The table of changes is not beside this checkout.");
        var all = JsonNode.Parse(File.ReadAllText(facts))!;
        var mappings = all["mappings"]!.AsArray().ToDictionary(row => (int)row!["id"]!, row => row!.AsObject());
        List<string> wrong = [];
        var count = 0;
        foreach (var form in all["forms"]!.AsArray().Select(row => row!.AsObject()))
        {
            var mapping = mappings[(int)form["mapping"]!];
            // Graphs have a test of their own.
            if ((string?)mapping["const"]!["step.$type"] is "comfy")
                continue;
            var run = new FormProbe(form, mapping);
            try
            {
                count += run.Check();
            }
            catch (GenerationException refused)
            {
                run.Wrong.Add(refused.Message);
            }

            wrong.AddRange(
                run.Wrong.Select(text => $"{form["workflow"]} {form["ecosystem"]} {form["modelVersionId"]}: {text}")
            );
        }

        wrong.ShouldBeEmpty();
        count.ShouldBeGreaterThan(3000);
    }

    /// <summary>The form of one workflow, ecosystem and version.</summary>
    private sealed partial class FormProbe(JsonObject form, JsonObject mapping)
    {
        private int _checked;

        public List<string> Wrong { get; } = [];

        public int Check()
        {
            if (mapping["const"]!["step.$type"] is null)
                return Song();
            var own = SampleForm.Input(Base());
            foreach (var (path, value) in mapping["const"]!.AsObject())
            {
                if (
                    !path.StartsWith("step", StringComparison.Ordinal)
                    && !path.Contains("urn:air", StringComparison.Ordinal)
                )
                    Same($"const {path}", At(own, path), value);
            }

            foreach (var (path, node) in mapping["copy"]!.AsObject())
            {
                if (node is JsonValue && path is not ("outputFormat"))
                    Copy(path, (string)node!, own);
            }

            foreach (var (path, nodes) in mapping["table"]!.AsObject())
            {
                foreach (var (node, cases) in nodes!.AsObject())
                {
                    if (!path.StartsWith("loras", StringComparison.Ordinal))
                        Table(path, node, cases!.AsObject());
                }
            }

            Resources();
            Pictures();
            return _checked;
        }

        // A song is made in several steps, of which only the last is shown; their words are our own.
        private int Song()
        {
            foreach (var (path, node) in mapping["copy"]!.AsObject())
            {
                foreach (var name in node is JsonArray names ? names.Select(one => (string)one!) : [(string)node!])
                {
                    JsonNode given = name is "seed" or "duration" ? 77 : "a jetty at dawn";
                    SameInSong(name, given, path, given, isText: name == "prompt");
                }
            }

            foreach (var (path, nodes) in mapping["table"]!.AsObject())
            {
                foreach (var (node, cases) in nodes!.AsObject())
                {
                    foreach (var (value, wanted) in cases!.AsObject())
                    {
                        var isProse =
                            wanted is JsonValue text && text.ToString().Contains(' ', StringComparison.Ordinal);
                        if (!isProse)
                            SameInSong(node, Given(value), path, wanted?.DeepClone(), isText: false);
                    }
                }
            }

            return _checked;
        }

        private static JsonNode Given(string value) =>
            bool.TryParse(value, out var flag) ? flag
            : decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number
            : value;

        private void SameInSong(string node, JsonNode given, string path, JsonNode? wanted, bool isText)
        {
            var values = Base();
            // That of the table.
            values["seed"] = 123456;
            values[node] = given.DeepClone();
            var body = SampleForm.Compile(values).Body;
            var first = body["steps"]![0]!;
            var got =
                path is "steps#" || path.StartsWith("steps[", StringComparison.Ordinal) ? At(body, path)
                : path.StartsWith("step.", StringComparison.Ordinal) ? At(first, path["step.".Length..])
                : At(first["input"], path);
            if (isText && got?.ToString().Contains(given.ToString(), StringComparison.Ordinal) == true)
                _checked++;
            else
                Same($"{node}={given}", got, wanted, path);
        }

        private JsonObject Base()
        {
            var workflow = (string)form["workflow"]!;
            var values = SampleForm.Of(workflow, (string?)form["ecosystem"], ("negativePrompt", "fog"));
            if (form["modelVersionId"] is { } version)
                values["model"] = new JsonObject { ["id"] = version.DeepClone() };
            if (workflow.StartsWith("img2", StringComparison.Ordinal))
                values["images"] = SampleForm.Pictures(
                    workflow.EndsWith("first-last", StringComparison.Ordinal) ? 2 : 1
                );
            if (workflow.StartsWith("vid2", StringComparison.Ordinal))
            {
                values["video"] = JsonNode.Parse(
                    """{"url":"https://videos.invalid/1.mp4","metadata":{"duration":5}}"""
                );
                if (mapping["lists"]!["images"] is not null)
                    values["images"] = SampleForm.Pictures(1);
            }

            return values;
        }

        // Another value than the form has by itself; one that is out of range has to be pulled into it.
        private void Copy(string path, string node, JsonObject own)
        {
            var before = At(own, path);
            if (node == "seed")
                SameAfter(node, 99, path, 99);
            else if (node is "prompt" or "negativePrompt" or "texturePrompt" or "hunyuanPrompt")
                SameAfter(node, "a jetty at dawn", path, "a jetty at dawn");
            else if (before is JsonValue flag && flag.TryGetValue<bool>(out var yes))
                SameAfter(node, !yes, path, !yes);
            else if (before is null)
                return;
            else if (SampleForm.FieldOf(Base(), node) is { Options.Count: > 1 } choice)
                SameAfter(node, choice.Options[^1].Value.DeepClone(), path, choice.Options[^1].Value.DeepClone());
            else if (SampleForm.FieldOf(Base(), node) is { Sizes: { Count: > 1 } sizes })
                SameAfter(node, sizes.Keys.Last(), path, sizes.Keys.Last());
            else if (SampleForm.FieldOf(Base(), node) is { Max: { } most })
                SameAfter(node, JsonValue.Create(most), path, JsonValue.Create(most));
            else
                Wrong.Add($"{node} cannot be changed");
        }

        private void Table(string path, string node, JsonObject cases)
        {
            foreach (var (value, wanted) in cases)
            {
                // What a form does not offer, such as more pictures than it makes, is pulled into its range.
                if (
                    node == "quantity"
                    && SampleForm.FieldOf(Base(), node) is { Max: { } most }
                    && most < decimal.Parse(value, CultureInfo.InvariantCulture)
                )
                    continue;
                if (node == "aspectRatio" && SampleForm.FieldOf(Base(), node) is null)
                    continue;
                var given = bool.TryParse(value, out var flag) ? (JsonNode)flag : JsonValue.Create(value);
                SameAfter(node, given, path, wanted?.DeepClone());
            }
        }

        private void Resources()
        {
            if (mapping["lists"]!["resources"] is not { } list)
                return;
            var values = Base();
            values["resources"] = JsonNode.Parse(
                """[{"id":900001,"model":{"type":"LORA"},"strength":0.35},{"id":900003,"model":{"type":"LORA"}}]"""
            );
            var text = SampleForm.Input(values).ToJsonString();
            var isMap = list.ToJsonString().Contains("urn:air", StringComparison.Ordinal);
            var ecosystem = Air().Match(list.ToJsonString()) is { Success: true } found
                ? found.Groups[1].Value
                : "[^:]+";
            var pattern = isMap
                ? $$"""urn:air:{{ecosystem}}:lora:civitai:0@{{SomeLora}}":(\{"strength":)?0\.35"""
                : $$"""\{"air":"urn:air:{{ecosystem}}:lora:civitai:0@{{SomeLora}}","strength":0\.35\}""";
            _checked++;
            if (!Regex.IsMatch(text, pattern) || !text.Contains("@900003", StringComparison.Ordinal))
                Wrong.Add($"resources: {text}");
        }

        private void Pictures()
        {
            if (mapping["lists"]!["images"] is not JsonArray list)
                return;
            var input = SampleForm.Input(Base());
            foreach (
                var target in list.Select(row => PictureTarget().Match((string)row!)).Where(found => found.Success)
            )
            {
                var (path, number) = (target.Groups[1].Value, target.Groups[2].Value);
                if (number == "2" && Base()["images"]!.AsArray().Count < 2)
                    continue;
                Same($"images {path}", At(input, path), $"https://pictures.invalid/{number}.png");
            }
        }

        private void SameAfter(string node, JsonNode given, string path, JsonNode? wanted)
        {
            var values = Base();
            values[node] = given;
            Same($"{node}={given}", At(SampleForm.Input(values), path), wanted, path);
        }

        private void Same(string what, JsonNode? got, JsonNode? wanted, string path = "")
        {
            _checked++;
            if ((string?)wanted?.ToString() == "{}" && got is JsonObject { Count: 0 })
                return;
            // Models that nobody named have no number.
            if (Model().Replace(got?.ToString() ?? "", "@") != Model().Replace(wanted?.ToString() ?? "", "@"))
                Wrong.Add(
                    $"{what} -> {path}: {got?.ToJsonString() ?? "nothing"} instead of {wanted?.ToJsonString() ?? "nothing"}"
                );
        }

        private static JsonNode? At(JsonNode? value, string path)
        {
            foreach (
                var part in path.Replace("[", ".", StringComparison.Ordinal)
                    .Replace("]", "", StringComparison.Ordinal)
                    .Split('.')
            )
            {
                if (part.EndsWith('#'))
                    return (value?[part[..^1]] as JsonArray)?.Count;
                value = value switch
                {
                    JsonObject members => members[part],
                    JsonArray entries when int.TryParse(part, out var at) && at < entries.Count => entries[at],
                    _ => null,
                };
            }

            return value;
        }

        [GeneratedRegex(@"civitai:\d+@")]
        private static partial Regex Model();

        [GeneratedRegex(@"urn:air:([^:]+):lora")]
        private static partial Regex Air();

        [GeneratedRegex(@"^([\w\[\]]+) = image (\d)$")]
        private static partial Regex PictureTarget();
    }
}
