using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Tests;

/// <summary>Forms as people fill them in, and what becomes of them.</summary>
internal static class SampleForm
{
    public static readonly Generator Shipped = new(configurationFolder: null);

    internal static readonly GenerationCatalogue Catalogue = GenerationCatalogue.Load(null);

    /// <summary>A form with a prompt and a seed.</summary>
    public static JsonObject Of(string workflow, string? ecosystem = null, params (string Key, JsonNode? Value)[] more)
    {
        var form = new JsonObject
        {
            ["workflow"] = workflow,
            ["prompt"] = "a heron in the reeds",
            ["seed"] = 4711,
        };
        if (ecosystem is not null)
            form["ecosystem"] = ecosystem;
        foreach (var (key, value) in more)
        {
            form[key] = value;
        }

        return form;
    }

    /// <summary>The steps that a form becomes.</summary>
    public static JsonArray Steps(JsonObject form, Generator? generator = null) =>
        Compile(form, generator).Body["steps"]!.AsArray();

    /// <summary>The input of the step that makes something.</summary>
    public static JsonObject Input(JsonObject form, Generator? generator = null) =>
        Steps(form, generator).Select(step => step!.AsObject()).First(step => step["metadata"] is null)[
            "input"
        ]!.AsObject();

    public static CompiledWorkflow Compile(JsonObject form, Generator? generator = null) =>
        (generator ?? Shipped).Compile(new FormRequest(form.DeepClone().AsObject()));

    /// <summary>A field of the form that is meant; null for one that it does not have.</summary>
    public static FormField? FieldOf(JsonObject form, string key) =>
        FormEvaluation.Of(Catalogue, new FormRequest(form.DeepClone().AsObject())).Find(key);

    /// <summary>Pictures of a size.</summary>
    public static JsonArray Pictures(int count, int width = 1024, int height = 1024) =>
        new([
            .. Enumerable
                .Range(1, count)
                .Select(number => new JsonObject
                {
                    ["url"] = $"https://pictures.invalid/{number}.png",
                    ["width"] = width,
                    ["height"] = height,
                }),
        ]);
}
