using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Library.Safety;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Definitions;

/// <summary>Whatever a person writes into a file of definitions: nothing stops, and what is left out is told.</summary>
public sealed class BrokenDefinitionTests
{
    private static readonly string[] Values =
    [
        "null",
        "[null]",
        "[]",
        "{}",
        "{\"a\":null}",
        "-7",
        "\"\"",
        "\" x\"",
        "true",
    ];

    private static readonly ModelFacts Model = new()
    {
        Format = "gguf",
        SizeBytes = 1 << 30,
        Quantization = "Q4_K_M",
    };

    private static readonly MachineProfile Machine = new() { RamBytes = 16L << 30 };

    [Theory]
    [InlineData("providers", "llama-cpp.json")]
    [InlineData("providers", "transformers.json")]
    [InlineData("layouts", "comfyui.json")]
    [InlineData("architectures", "sd3.json")]
    [InlineData("models", "phi-2-q4.json")]
    [InlineData("sidecars", "stabilitymatrix.json")]
    [InlineData("safety", "pickle-globals.json")]
    public void Any_value_in_any_place_stops_nothing_and_null_is_never_let_in(string kind, string file)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "definitions", kind, file));
        using var folder = new TemporaryFolder();
        List<string> withNull = [];
        var number = 0;
        foreach (var place in Places(JsonNode.Parse(text)!, []))
        {
            foreach (var value in Values)
            {
                var path = Write(folder, kind, $"broken-{++number}.json", Changed(text, place, value, number));
                if (value.Contains("null", StringComparison.Ordinal))
                    withNull.Add(path);
            }
        }

        var warnings = Load(kind, folder.Path);

        var told = string.Join('\n', warnings);
        withNull.Where(path => !told.Contains(path, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("[]", "no JSON object")]
    [InlineData("""{"schemaVersion":"one","id":"x"}""", "\"schemaVersion\" is of another kind")]
    [InlineData("""{"schemaVersion":1,"id":"x","id":"y"}""", "id")]
    [InlineData("""{"schemaVersion":1,"id":"x","name":"X","aliases":["a",null]}""", "aliases[1]")]
    [InlineData("""{"schemaVersion":1,"id":"x","formats":{"a":[{"b":null}]}}""", "formats.a[0].b")]
    public void What_is_wrong_with_a_file_is_told_with_its_place(string text, string place)
    {
        using var folder = new TemporaryFolder();
        foreach (var kind in (string[])["providers", "layouts", "architectures", "models", "sidecars", "safety"])
        {
            var path = Write(folder, kind, "broken.json", text);

            var warning = Load(kind, folder.Path).ShouldHaveSingleItem();

            warning.ShouldContain(path);
            warning.ShouldContain(place, customMessage: kind);
        }
    }

    [Fact]
    public void A_name_of_another_provider_is_no_alias()
    {
        using var folder = new TemporaryFolder();
        var path = Write(
            folder,
            "providers",
            "mine.json",
            """
            {"schemaVersion":1,"id":"mine","name":"Mine","inferenceType":"local","optimization":"gpu_preferred",
             "quantizationSupport":"good","formats":["gguf"],"aliases":["Ollama","mine-too","GGUF"]}
            """
        );

        var providers = ProviderCatalog.Load(folder.Path);

        providers.Get("mine").Aliases.ShouldBe(["mine-too"]);
        providers.Get("ollama").Id.ShouldBe("ollama");
        providers.Get("gguf").Id.ShouldBe("llama-cpp");
        providers.Warnings.Count.ShouldBe(2);
        providers.Warnings.ShouldAllBe(warning => warning.Contains(path));
        providers.Warnings.ShouldContain(warning => warning.Contains("\"Ollama\""));
        ProviderCatalog.Load(null).Warnings.ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Load(string kind, string folder)
    {
        switch (kind)
        {
            case "providers":
                var providers = ProviderCatalog.Load(folder);
                foreach (var provider in providers.All)
                {
                    CompatibilityScore.Judge(Model, provider, Machine).Reasons.ShouldNotBeEmpty();
                    CompatibilityScore.Judge(new ModelFacts(), provider, Machine).Reasons.ShouldNotBeEmpty();
                }

                return providers.Warnings;
            case "layouts":
                var layouts = LayoutCatalog.Load(folder);
                foreach (var layout in layouts.Layouts)
                {
                    layout.FolderFor("LORA", "Model", "GGUF").ShouldNotBeNull();
                    layout.FindFolder("anything");
                }

                return layouts.Warnings;
            case "architectures":
                var architectures = ArchitectureCatalog.Load(folder);
                architectures.Compile().ShouldNotBeNull();
                return architectures.Warnings;
            case "models":
                var models = PredefinedModels.Load(folder);
                foreach (var provider in ProviderCatalog.Load(null).All)
                {
                    foreach (var model in models.All)
                        CompatibilityScore.Judge(model.ToFacts(), provider, Machine).Reasons.ShouldNotBeEmpty();
                }

                return models.Warnings;
            case "sidecars":
                var forms = SidecarForms.Load(folder);
                foreach (var form in forms.All)
                    form.PathFor("/models/a.safetensors");
                return forms.Warnings;
            default:
                return GlobalRulesFiles.Load(folder).Warnings;
        }
    }

    // Of a list the first element stands for all.
    private static IEnumerable<string[]> Places(JsonNode? node, string[] path)
    {
        yield return path;
        var inner = node switch
        {
            JsonObject members => members.SelectMany(member => Places(member.Value, [.. path, member.Key])),
            JsonArray { Count: > 0 } list => Places(list[0], [.. path, "0"]),
            _ => [],
        };
        foreach (var place in inner)
            yield return place;
    }

    private static string Changed(string text, string[] place, string value, int number)
    {
        if (place.Length == 0)
            return value;
        var root = JsonNode.Parse(text)!;
        root["id"] = $"broken-{number}";
        var parent = place[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[0]! : node[step]!);
        if (parent is JsonArray elements)
            elements[0] = JsonNode.Parse(value);
        else
            parent[place[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static string Write(TemporaryFolder folder, string kind, string name, string text)
    {
        var path = folder.Combine("definitions", kind, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
