using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Generation.Workflows;

/// <summary>
/// Turns what definitions say of a member into its value: <c>"$prompt"</c> is a field, <c>"$images.0.url"</c> a part of
/// one, <c>"$images.*.url"</c> a part of each of its entries, <c>{ "from": … }</c> a field that is changed on the way,
/// <c>{ "output": … }</c> what the engine's own step makes; everything else is meant as it is written.
/// </summary>
internal sealed partial class StepValues(GenerationCatalogue catalogue, FormEvaluation form, ModelAirs airs)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FieldPaths _paths = new(form, airs);

    // What an add-on is when nobody says it.
    private const string Usual = "LORA";

    /// <summary>The number of the engine's own step among all.</summary>
    public int Own { get; set; }

    /// <summary>The numbers of steps that have a name.</summary>
    public Dictionary<string, int> Named { get; } = [];

    /// <summary>The control pictures with the steps that prepare them.</summary>
    public List<JsonObject> Controls { get; } = [];

    /// <summary>The entry that a step is made for; null outside of such a step.</summary>
    public JsonNode? Each
    {
        get => _paths.Each;
        set => _paths.Each = value;
    }

    /// <summary>The value; null to leave the member out.</summary>
    public JsonNode? Of(JsonElement written) =>
        written.ValueKind switch
        {
            JsonValueKind.String when written.GetString() is ['$', .. var path] => _paths.Of(path),
            JsonValueKind.Object => OfObject(written),
            JsonValueKind.Array => new JsonArray([.. written.EnumerateArray().Select(Of)]),
            _ => FieldOption.Node(written),
        };

    private JsonNode? OfObject(JsonElement written)
    {
        if (written.TryGetProperty("from", out var from))
            return OfField(from, written);
        if (written.TryGetProperty("any", out var any))
            return any.EnumerateArray()
                .Any(key => _paths.ValueOf(key.GetString()!) is JsonValue v && v.TryGetValue<bool>(out var yes) && yes);
        if (written.TryGetProperty("first", out var among))
            return among.EnumerateArray().Select(Of).FirstOrDefault(value => value is not null);
        if (written.TryGetProperty("output", out var output))
            return Reference(
                written.TryGetProperty("of", out var of) ? Named.GetValueOrDefault(of.GetString()!, Own) : Own,
                output.GetString()!
            );
        if (written.TryGetProperty("text", out var text))
            return Filled(text.GetString()!);
        if (written.TryGetProperty("graph", out var graph))
            return new GraphBuilder(GraphOf(graph.GetString()!), form, airs, this).Build();
        if (written.TryGetProperty("json", out var members))
            return OfObject(members)?.ToJsonString(Readable);
        var made = new JsonObject();
        foreach (var member in written.EnumerateObject())
        {
            if (Of(member.Value) is { } value)
                made[member.Name] = value;
        }

        return made;
    }

    private GraphDefinition GraphOf(string id) =>
        catalogue.Graphs.GetValueOrDefault(id)
        ?? throw new GenerationException(
            FailureCode.Failed,
            null,
            $"{form.Choice.Ecosystem.Name} sends the graph \"{id}\", which no definition describes; 'berry definitions check' tells where."
        );

    // "{prompt}" in a text of ours is the field.
    private string Filled(string text) =>
        Place()
            .Replace(text, place => form.Find(place.Groups[1].Value) is { } field ? WordOf(field.Value) : place.Value);

    private static string WordOf(JsonNode? value) => value is null ? "" : FieldPaths.Word(value);

    private JsonNode? OfField(JsonElement from, JsonElement written)
    {
        if (written.TryGetProperty("as", out var shape))
            return OfList(from, written, shape.GetString()!);
        var value = _paths.Of(from.GetString()!);
        if (written.TryGetProperty("counted", out var counted))
            return counted.TryGetProperty(Number((value as JsonArray)?.Count ?? 0), out var byCount)
                ? Of(byCount)
                : null;
        if (value is null)
            return null;
        if (written.TryGetProperty("cases", out var cases))
            return cases.TryGetProperty(FieldPaths.Word(value), out var chosen) ? Of(chosen) : null;
        if (written.TryGetProperty("named", out var named))
            return SamplerWord(FieldPaths.Word(value), named.GetString()!, written);
        if (FormValues.NumberOf(value) is not { } number)
            return value.DeepClone();
        if (written.TryGetProperty("min", out var least))
            number = Math.Max(number, least.GetDecimal());
        if (written.TryGetProperty("max", out var most))
            number = Math.Min(number, most.GetDecimal());
        if (written.TryGetProperty("divide", out var by))
            number = Math.Ceiling(number / by.GetDecimal());
        if (written.TryGetProperty("times", out var factor))
            number = Math.Round(number * factor.GetDecimal());
        return number == Math.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? JsonValue.Create((long)number)
            : JsonValue.Create(number);
    }

    private static string? SamplerWord(string name, string program, JsonElement written)
    {
        var names = SamplerNames.Find(name, null);
        var isSchedule = written.TryGetProperty("part", out var part) && part.ValueEquals("scheduler");
        return program == "civitai" ? names?.Civitai
            : isSchedule ? names?.Comfyui.Scheduler
            : names?.Comfyui.Sampler;
    }

    private JsonNode? OfList(JsonElement from, JsonElement written, string shape)
    {
        string[] keys =
            from.ValueKind == JsonValueKind.Array
                ? [.. from.EnumerateArray().Select(key => key.GetString()!)]
                : [from.GetString()!];
        if (shape == "controls")
            return Controls.Count == 0 ? null : new JsonArray([.. Controls.Select(control => control.DeepClone())]);
        var made = ResourceShapes.Of(shape, [.. Checkpoints(shape), .. keys.SelectMany(EntriesOf)], airs);
        if (written.TryGetProperty("and", out var fixedOnes) && made is JsonObject map)
        {
            foreach (var (air, strength) in fixedOnes.EnumerateObject().Select(row => (row.Name, row.Value)))
            {
                map[air] = new JsonObject { ["strength"] = FieldOption.Node(strength) };
            }
        }

        return made is JsonArray { Count: 0 } or null ? null : made;
    }

    // Whom a picture is owed to begins with its checkpoint.
    private IEnumerable<(string Type, JsonObject Entry)> Checkpoints(string shape) =>
        shape == "credits" && form.Choice.VersionId is { } version
            ? [("Checkpoint", new JsonObject { ["id"] = version })]
            : [];

    /// <summary>The entries of a list of models, with the type that is meant where none is written.</summary>
    public IEnumerable<(string Type, JsonObject Entry)> EntriesOf(string key)
    {
        var field = form.Find(key);
        var types = field?.Settings.Types ?? field?.Definition.Types ?? [];
        var type = types.Count == 0 || types.Contains(Usual) ? Usual : types[0];
        return field?.Value switch
        {
            JsonArray list => list.OfType<JsonObject>().Select(entry => (type, entry)),
            JsonObject one => [(type, one)],
            _ => [],
        };
    }

    public static JsonObject Reference(int step, string path) =>
        new() { ["$ref"] = $"${step}", ["path"] = $"output.{path}" };

    // In one go: braces that a person types into a field are his own.
    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
