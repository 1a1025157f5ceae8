using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>The form of one workflow, ecosystem and version.</summary>
internal sealed partial class FormProbe(JsonObject form, JsonObject mapping)
{
    private const long SomeLora = 900001;

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
            if (node is JsonArray names)
                Any(path, names, own);
            else
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
        Lists();
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
                    var isProse = wanted is JsonValue text && text.ToString().Contains(' ', StringComparison.Ordinal);
                    if (!isProse)
                        SameInSong(node, Given(value), path, wanted?.DeepClone(), isText: false);
                }
            }
        }

        Cover();
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
            values["images"] = SampleForm.Pictures(workflow.EndsWith("first-last", StringComparison.Ordinal) ? 2 : 1);
        if (workflow.StartsWith("vid2", StringComparison.Ordinal))
        {
            values["video"] = JsonNode.Parse("""{"url":"https://videos.invalid/1.mp4","metadata":{"duration":5}}""");
            if (mapping["lists"]!["images"] is not null)
                values["images"] = SampleForm.Pictures(1);
        }

        return values;
    }

    // Another value than the form has by itself, so that one which is always sent is found out.
    private void Copy(string path, string node, JsonObject own)
    {
        if (SampleForm.FieldOf(Base(), node) is not { } field)
            Wrong.Add($"{node} is not in the form");
        else if (node == "seed")
            SameAfter(node, 99, path, 99);
        else if (node is "prompt" or "negativePrompt" or "texturePrompt" or "hunyuanPrompt")
            SameAfter(node, "a jetty at dawn", path, "a jetty at dawn");
        else if (Other(field, At(own, path)) is { } other)
            SameAfter(node, other, path, other.DeepClone());
        else
            Wrong.Add($"{node} cannot be changed");
    }

    private static JsonNode? Other(FormField field, JsonNode? now)
    {
        bool IsNow(JsonNode value) => value.ToString() == now?.ToString();
        if (field.Type == FieldType.Toggle || now?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return now?.GetValueKind() != JsonValueKind.True;
        if (field.Options.LastOrDefault(option => !IsNow(option.Value)) is { } choice)
            return choice.Value.DeepClone();
        if (field.Sizes?.Keys.LastOrDefault(ratio => !IsNow(ratio)) is { } size)
            return size;
        var isMost = now?.GetValueKind() == JsonValueKind.Number && FormValues.NumberOf(now) == field.Max;
        return (isMost ? field.Min : field.Max) is { } bound ? JsonValue.Create(bound) : null;
    }

    // A member that is on when one of several is.
    private void Any(string path, JsonArray names, JsonObject own)
    {
        Same($"{names.ToJsonString()} off", At(own, path), JsonValue.Create(false), path);
        foreach (var name in names)
        {
            SameAfter((string)name!, true, path, true);
        }
    }

    private void Table(string path, string node, JsonObject cases)
    {
        if (SampleForm.FieldOf(Base(), node) is not { } field)
        {
            Wrong.Add($"{node} is not in the form");
            return;
        }

        foreach (var (value, wanted) in cases)
        {
            var given = bool.TryParse(value, out var flag) ? (JsonNode)flag : JsonValue.Create(value);
            // More pictures than the form makes are as many as it does.
            var isAbove = node == "quantity" && field.Max < decimal.Parse(value, CultureInfo.InvariantCulture);
            SameAfter(
                node,
                given,
                path,
                (isAbove ? cases[$"{field.Max:0}"] ?? JsonValue.Create(field.Max) : wanted)?.DeepClone()
            );
        }
    }

    /// <summary>Resolution and ratio at once, the one pair of fields of which neither decides alone.</summary>
    /// <param name="table">Resolution, ratio, and what is sent by its path.</param>
    public int Cross(JsonObject table)
    {
        foreach (var (resolution, ratios) in table)
        {
            foreach (var (ratio, wanted) in ratios!.AsObject())
            {
                var values = Base();
                (values["resolution"], values["aspectRatio"]) = (resolution, ratio);
                var input = SampleForm.Input(values);
                foreach (var (path, value) in wanted!.AsObject())
                {
                    Same($"{resolution} {ratio}", At(input, path), value, path);
                }
            }
        }

        return _checked;
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
        var ecosystem = Air().Match(list.ToJsonString()) is { Success: true } found ? found.Groups[1].Value : "[^:]+";
        var pattern = isMap
            ? $$"""urn:air:{{ecosystem}}:lora:civitai:0@{{SomeLora}}":(\{"strength":)?0\.35"""
            : $$"""\{"air":"urn:air:{{ecosystem}}:lora:civitai:0@{{SomeLora}}","strength":0\.35\}""";
        _checked++;
        if (!Regex.IsMatch(text, pattern) || !text.Contains("@900003", StringComparison.Ordinal))
            Wrong.Add($"resources: {text}");
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
}
