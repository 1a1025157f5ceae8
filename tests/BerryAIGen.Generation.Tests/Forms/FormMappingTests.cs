using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>One field of a form is changed at a time, and its step has to change as Civitai's does.</summary>
public sealed class FormMappingTests
{
    [Fact]
    public void Every_field_of_every_form_changes_what_it_changes_on_Civitai()
    {
        var facts = Facts();
        var mappings = MappingsOf(facts);
        var (count, wrong) = Probe(
            facts["forms"]!.AsArray().Select(row => row!.AsObject()),
            form => mappings[(int)form["mapping"]!],
            (probe, _) => probe.Check()
        );

        wrong.ShouldBeEmpty();
        count.ShouldBe(4798);
    }

    [Fact]
    public void Every_ratio_has_the_sizes_that_it_has_on_Civitai_in_every_resolution()
    {
        var facts = Facts();
        var mappings = MappingsOf(facts);
        var rows = facts["forms"]!.AsArray().Select(row => row!.AsObject()).ToDictionary(Name);
        var tables = facts["crossTables"]!["tables"]!.AsArray();
        var (count, wrong) = Probe(
            facts["crossTables"]!["forms"]!.AsArray().Select(row => row!.AsObject()),
            form => mappings[(int)rows[Name(form)]["mapping"]!],
            (probe, form) => probe.Cross(tables[(int)form["table"]!]!.AsObject())
        );

        wrong.ShouldBeEmpty();
        count.ShouldBe(1380);
    }

    private static (int Count, List<string> Wrong) Probe(
        IEnumerable<JsonObject> forms,
        Func<JsonObject, JsonObject> mappingOf,
        Func<FormProbe, JsonObject, int> check
    )
    {
        List<string> wrong = [];
        var count = 0;
        foreach (var form in forms)
        {
            var mapping = mappingOf(form);
            // Graphs have a test of their own.
            if ((string?)mapping["const"]!["step.$type"] is "comfy")
                continue;
            var probe = new FormProbe(form, mapping);
            try
            {
                count += check(probe, form);
            }
            catch (GenerationException refused)
            {
                probe.Wrong.Add(refused.Message);
            }

            wrong.AddRange(probe.Wrong.Select(text => $"{Name(form)}: {text}"));
        }

        return (count, wrong);
    }

    private static string Name(JsonObject form) => $"{form["workflow"]} {form["ecosystem"]} {form["modelVersionId"]}";

    private static Dictionary<int, JsonObject> MappingsOf(JsonNode facts) =>
        facts["mappings"]!.AsArray().ToDictionary(row => (int)row!["id"]!, row => row!.AsObject());

    private static JsonNode Facts() => JsonNode.Parse(File.ReadAllText(OpenCases.RequireFacts("mappings.json")))!;
}
