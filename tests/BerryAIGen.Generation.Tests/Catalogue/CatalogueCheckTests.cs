using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Catalogue.Checks;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>The shipped definitions hold together, and a wrong one is found.</summary>
public sealed class CatalogueCheckTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_shipped_definitions_hold_together() =>
        CatalogueCheck
            .Run(SampleForm.Catalogue)
            .Select(finding => $"{finding.Kind}/{finding.Id}: {finding.Message}")
            .Distinct()
            .ShouldBeEmpty();

    [Fact]
    public void The_catalogue_has_all_that_Civitai_names()
    {
        var catalogue = SampleForm.Catalogue;

        catalogue.Ecosystems.Count.ShouldBeGreaterThanOrEqualTo(84);
        catalogue.Ecosystems.SelectMany(ecosystem => ecosystem.BaseModels).Count().ShouldBeGreaterThanOrEqualTo(99);
        catalogue.Licences.Count.ShouldBeGreaterThanOrEqualTo(39);
        // Civitai's, and the one for parts of pictures.
        catalogue.Workflows.Count.ShouldBeGreaterThanOrEqualTo(24);
        catalogue.Ecosystems.SelectMany(ecosystem => ecosystem.Partial).Count().ShouldBeGreaterThanOrEqualTo(42);
        catalogue.Engines.Values.Select(engine => engine.Step).Distinct().Count().ShouldBeGreaterThanOrEqualTo(45);
        catalogue
            .Engines.Values.Where(engine => engine.Media is not null && engine.Step != "comfy")
            .SelectMany(engine => engine.Variants)
            .Count()
            .ShouldBeGreaterThanOrEqualTo(178);
    }

    [Theory]
    [InlineData("\"show\": [\"prompt\", \"seed\", \"steps\"]", "", "\"steps\" is shown and changes nothing")]
    [InlineData("\"show\": [\"prompt\", \"seed\", \"glow\"]", "", "no field \"glow\"")]
    [InlineData(
        "\"show\": [\"prompt\", \"seed\", \"cfgScale\"], \"fields\": { \"cfgScale\": { \"default\": 9, \"max\": 5 } }",
        "\"cfgScale\": \"$cfgScale\"",
        "is 9, above 5"
    )]
    [InlineData(
        "\"show\": [\"prompt\", \"seed\", \"sampler\"], \"fields\": { \"sampler\": { \"options\": [\"Warp\"] } }",
        "\"scheduler\": { \"from\": \"sampler\", \"named\": \"civitai\" }",
        "has no word of civitai in samplers.json"
    )]
    [InlineData(
        "\"show\": [\"prompt\", \"seed\", \"steps\"], \"fields\": { \"steps\": { \"presets\": { \"Fast\": 3 }, \"min\": 5 } }",
        "\"steps\": \"$steps\"",
        "preset \"Fast\" of \"steps\" is 3, below 5"
    )]
    [InlineData(
        "\"show\": [\"prompt\", \"seed\", \"sampler\"], \"fields\": { \"sampler\": { \"options\": [\"Euler\"], \"presets\": { \"Fast\": \"DDIM\" } } }",
        "\"scheduler\": { \"from\": \"sampler\", \"named\": \"civitai\" }",
        "preset \"Fast\" of \"sampler\" is"
    )]
    [InlineData("\"show\": [\"prompt\", \"seed\"]", "\"warmth\": 3", "\"warmth\" is sent")]
    [InlineData("\"show\": [\"prompt\", \"seed\"]", "\"model\": \"$model\"", "no default checkpoint")]
    public void What_does_not_hold_is_found(string form, string set, string words)
    {
        var folder = Path.Combine(_home.Path, "definitions", "ecosystems");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "heron.json"),
            $$"""
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron", "baseModels": [{ "name": "Heron", "media": ["image"] }],
              "forms": [{ "workflows": ["txt2img"], "engine": "image-heron", {{form}}, "set": { {{set}} } }] }
            """
        );
        Directory.CreateDirectory(Path.Combine(_home.Path, "definitions", "engines"));
        File.WriteAllText(
            Path.Combine(_home.Path, "definitions", "engines", "image-heron.json"),
            """
            { "schemaVersion": 1, "id": "image-heron", "name": "Heron", "step": "imageGen", "media": "image", "engine": "heron",
              "input": { "prompt": { "type": "text" }, "seed": { "type": "integer" }, "steps": { "type": "integer" },
                "cfgScale": { "type": "number" }, "scheduler": { "type": "text" }, "model": { "type": "air" } },
              "send": { "prompt": "$prompt", "seed": "$seed" }, "variants": [{ "id": "default" }] }
            """
        );

        var findings = CatalogueCheck
            .Run(GenerationCatalogue.Load(_home.Path))
            .Where(finding => finding.Id.Contains("heron", StringComparison.Ordinal))
            .ToArray();

        findings.ShouldContain(
            finding => finding.Message.Contains(words, StringComparison.Ordinal),
            string.Join('\n', findings.Select(finding => finding.Message))
        );
        findings.ShouldContain(finding => finding.Message.Contains("has no licence", StringComparison.Ordinal));
    }
}
