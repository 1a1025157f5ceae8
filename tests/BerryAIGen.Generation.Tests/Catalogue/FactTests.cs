using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>What the definitions say of engines and licences is what the interface and the site say.</summary>
public sealed class FactTests
{
    [Fact]
    public void Every_member_of_every_engine_is_as_the_interface_describes_it()
    {
        var facts = Facts("engines.json");
        List<string> wrong = [];
        var (variants, count) = (0, 0);
        foreach (var row in Variants(facts))
        {
            variants++;
            if (Find(row) is not var (engine, variant))
            {
                wrong.Add($"{row.Id}: no variant of any engine is this one");
                continue;
            }

            foreach (var (member, spec) in row.Fields.Where(field => !row.Words.ContainsKey(field.Key)))
            {
                count++;
                var own =
                    variant.Input.GetValueOrDefault(member)
                    ?? (variant.Takes?.Contains(member) == false ? null : engine.Input.GetValueOrDefault(member));
                if (own is null)
                    wrong.Add($"{row.Id}: \"{member}\" is not taken");
                else if (Told(spec!.AsObject()) is var told && Told(own) is var said && told != said)
                    wrong.Add($"{row.Id}: \"{member}\" is {said} instead of {told}");
            }

            // What a variant sends beyond the description is named as such.
            var taken = (variant.Takes ?? [.. engine.Input.Keys]).Concat(variant.Send.Keys).Distinct();
            wrong.AddRange(
                taken
                    .Where(member =>
                        !row.Fields.ContainsKey(member)
                        && !row.Words.ContainsKey(member)
                        && !variant.Undocumented.Contains(member)
                    )
                    .Select(member => $"{row.Id}: the interface does not know \"{member}\"")
            );
        }

        wrong.ShouldBeEmpty();
        (variants, count).ShouldBe((288, 3142));
    }

    [Fact]
    public void Every_base_model_has_its_licence_and_every_licence_its_address()
    {
        var facts = Facts("catalogue.json");
        var catalogue = SampleForm.Catalogue;
        var own = catalogue.Ecosystems.SelectMany(one => one.BaseModels).ToDictionary(model => model.Name);

        foreach (var row in facts["baseModels"]!.AsArray())
        {
            var licence = own[(string)row!["name"]!].Licence is { } id ? catalogue.Licences[id].Name : null;
            licence.ShouldBe((string?)row["license"], (string?)row["name"]);
            catalogue.FindEcosystemOf((string)row["name"]!)!.Key.ShouldBe((string?)row["ecosystem"]);
        }

        facts["baseModels"]!.AsArray().Count.ShouldBe(99);
        foreach (var row in facts["licenses"]!.AsArray())
        {
            catalogue
                .Licences.Values.Single(licence => licence.Name == (string?)row!["name"])
                .Address.ShouldBe((string?)row!["url"]);
        }
    }

    [Fact]
    public void Every_ecosystem_and_every_workflow_is_there_with_its_default_version_and_its_forms()
    {
        var facts = Facts("catalogue.json");
        var catalogue = SampleForm.Catalogue;
        var own = catalogue.Ecosystems.ToDictionary(one => one.Key);
        var usual = facts["defaults"]!["versionIdByEcosystem"]!.AsObject();
        List<string> wrong = [];
        var offers = 0;
        foreach (var row in facts["ecosystems"]!.AsArray().Select(row => row!.AsObject()))
        {
            var ecosystem = own[(string)row["key"]!];
            if (ecosystem.Checkpoint?.Default != (long?)usual[ecosystem.Key])
                wrong.Add($"{ecosystem.Key}: {ecosystem.Checkpoint?.Default} instead of {usual[ecosystem.Key]}");
            foreach (var key in row["workflows"]!.AsArray().Select(name => (string)name!))
            {
                offers++;
                var workflow = catalogue.FindWorkflow(key)!;
                if (!ecosystem.Forms.Any(form => form.Workflows.Contains(workflow.VariantOf ?? workflow.Key)))
                    wrong.Add($"{ecosystem.Key} has no form for {key}");
            }
        }

        wrong.ShouldBeEmpty();
        (facts["ecosystems"]!.AsArray().Count, usual.Count, offers).ShouldBe((84, 60, 148));
        var named = facts["workflows"]!.AsObject().Select(row => row.Key).ToArray();
        named.Length.ShouldBe(23);
        named.ShouldBeSubsetOf(catalogue.Workflows.Select(workflow => workflow.Key));
    }

    [Fact]
    public void Every_sampler_is_named_as_the_tables_of_names_say()
    {
        var path = Path.Combine(RepositoryRoot.Path, "definitions", "samplers.json");
        var own = JsonNode.Parse(File.ReadAllText(path))!["samplers"]!
            .AsArray()
            .ToDictionary(row => (string)row!["name"]!);
        var rows = Facts("schedulers.json")["mapping"]!.AsArray().Where(row => (string?)row!["a1111"] != "undefined");

        var told = rows.ToDictionary(
            row => (string)row!["a1111"]!,
            row =>
                Words(row!["civitaiScheduler"], row["comfyCorrected"], row["sdcppDerived"], "sampleMethod", "schedule")
        );

        told.Count.ShouldBe(26);
        own.ToDictionary(
                row => row.Key,
                row => Words(row.Value!["civitai"], row.Value["comfyui"], row.Value["stableDiffusionCpp"])
            )
            .ShouldBe(told, ignoreOrder: true);

        static string Words(
            JsonNode? civitai,
            JsonNode? comfy,
            JsonNode? cpp,
            string sampler = "sampler",
            string scheduler = "scheduler"
        ) => $"{civitai} | {comfy!["sampler"]} {comfy["scheduler"]} | {cpp?[sampler]} {cpp?[scheduler]}";
    }

    // Who knows the answers has not learned the rule.
    [Fact]
    public void No_definition_and_no_code_names_a_case_or_a_prompt_of_one()
    {
        var cases = JsonNode
            .Parse(File.ReadAllText(Path.Combine(OpenCases.Require("generator"), "site", "form-to-step.json")))!
            .AsArray();
        string[] words =
        [
            .. cases
                .SelectMany(row => (string?[])[(string?)row!["key"], (string?)row["formInput"]!["prompt"]])
                .OfType<string>()
                .Distinct(),
        ];

        var found = Files("definitions", "*.json")
            .Concat(Files("src", "*.cs"))
            .Where(path => words.Any(File.ReadAllText(path).Contains));

        words.Length.ShouldBeGreaterThan(140);
        found.ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), pattern, SearchOption.AllDirectories);

    private static JsonNode Facts(string name) => JsonNode.Parse(File.ReadAllText(OpenCases.RequireFacts(name)))!;

    private static IEnumerable<Described> Variants(JsonNode facts) =>
        facts["engines"]!
            .AsArray()
            .Select(row => new Described(
                (string)row!["id"]!,
                (string)row["$type"]!,
                Words(row["discriminators"]!),
                row["fields"]!.AsObject()
            ))
            .Concat(
                facts["steps"]!
                    .AsArray()
                    .SelectMany(step =>
                        step!["variants"]!
                            .AsArray()
                            .Select(row => new Described(
                                $"{step["$type"]} {row!["path"]!.ToJsonString()}",
                                (string)step["$type"]!,
                                Words(row["path"]!),
                                row["fields"]!.AsObject()
                            ))
                    )
            );

    private static Dictionary<string, string> Words(JsonNode words) =>
        words.AsObject().ToDictionary(row => row.Key, row => row.Value!.ToString());

    // The engine's word stands with the engine, or with a variant like the others.
    private static (EngineDefinition Engine, EngineVariant Variant)? Find(Described row)
    {
        var found = SampleForm
            .Catalogue.Engines.Values.Where(engine => engine.Step == row.Step)
            .SelectMany(engine => engine.Variants.Select(variant => (Engine: engine, Variant: variant)))
            .Where(one =>
            {
                var words = one
                    .Variant.Path.Concat(one.Variant.Assumes)
                    .ToDictionary(word => word.Key, word => word.Value);
                if (one.Engine.Engine is { } engine)
                    words["engine"] = engine;
                return words.Count == row.Words.Count
                    && row.Words.All(word => words.GetValueOrDefault(word.Key) == word.Value);
            })
            .ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    private static string Told(JsonObject spec) =>
        string.Join(
            ' ',
            TypeOf(spec),
            Number(spec["min"]),
            Number(spec["max"]),
            spec["minLength"],
            spec["maxLength"],
            spec["minItems"],
            spec["maxItems"],
            (bool?)spec["required"] ?? false,
            spec["default"] is { } value ? Plain(value) : null,
            string.Join(
                ',',
                (spec["enum"]?.AsArray() ?? []).Select(word => word!.ToString()).Order(StringComparer.Ordinal)
            ),
            spec["items"] is JsonObject items ? $"of ({Told(items)})" : null,
            spec["values"] is JsonObject values ? $"to ({Told(values)})" : null,
            string.Join(
                ',',
                (spec["fields"]?.AsObject() ?? [])
                    .OrderBy(row => row.Key, StringComparer.Ordinal)
                    .Select(row => $"{row.Key}: ({Told(row.Value!.AsObject())})")
            )
        );

    private static string Told(InputSpec spec) =>
        string.Join(
            ' ',
            spec.Type,
            Number(spec.Min),
            Number(spec.Max),
            spec.MinLength,
            spec.MaxLength,
            spec.MinItems,
            spec.MaxItems,
            spec.Required,
            spec.Default is { } value ? Plain(JsonNode.Parse(value.GetRawText())!) : null,
            string.Join(',', (spec.Options ?? []).Select(word => word.ToString()).Order(StringComparer.Ordinal)),
            spec.Items is { } items ? $"of ({Told(items)})" : null,
            spec.Values is { } values ? $"to ({Told(values)})" : null,
            string.Join(
                ',',
                (spec.Members ?? new Dictionary<string, InputSpec>())
                    .OrderBy(row => row.Key, StringComparer.Ordinal)
                    .Select(row => $"{row.Key}: ({Told(row.Value)})")
            )
        );

    // A text may be the address of something, the name of a model, or a picture.
    private static string TypeOf(JsonObject spec) =>
        ((string?)spec["type"], (string?)spec["format"]) switch
        {
            ("string", "air") => "air",
            ("string", "uri") => "address",
            ("string", _) => spec["accepts"] is null ? "text" : "media",
            ("boolean", _) => "toggle",
            ("array", _) => "list",
            ("null" or null, _) => "any",
            var (type, _) => type,
        };

    private static string Plain(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number ? Number(value)! : value.ToJsonString();

    private static string? Number(JsonNode? number) => number is null ? null : Number(FormValues.NumberOf(number));

    private static string? Number(decimal? number) =>
        number?.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Described(string Id, string Step, Dictionary<string, string> Words, JsonObject Fields);
}
