using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>An ecosystem, an engine and a version are added by one file each, and no code.</summary>
public sealed class UserDefinitionTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void One_file_adds_a_base_model_of_a_known_engine()
    {
        Write(
            "ecosystems/heron.json",
            """
            {
              "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron 1", "order": 500,
              "baseModels": [{ "name": "Heron 1.0", "media": ["image"], "licence": "apache-2.0" }],
              "generates": ["Checkpoint", "LORA"],
              "checkpoint": { "default": 42 },
              "fields": {
                "aspectRatio": { "default": "1:1", "sizes": "sdxl" },
                "steps": { "default": 12, "min": 4, "max": 20, "step": 1 },
                "cfgScale": { "default": 2, "min": 1, "max": 4, "step": 0.5 },
                "quantity": { "default": 1, "min": 1, "max": 4, "step": 1 },
                "resources": { "types": ["LORA"] }
              },
              "forms": [
                {
                  "workflows": ["txt2img"], "engine": "text-to-image",
                  "show": ["prompt", "aspectRatio", "steps", "cfgScale", "quantity", "resources", "seed"],
                  "set": { "scheduler": "euler", "additionalNetworks": { "from": "resources", "as": "networks" } }
                }
              ]
            }
            """
        );
        var form = SampleForm.Of("txt2img", "Heron", ("resources", JsonNode.Parse("[7]")));

        var input = SampleForm.Input(form, Opened());

        ((string?)input["model"]).ShouldBe("urn:air:heron:checkpoint:civitai:0@42");
        ((int)input["steps"]!).ShouldBe(12);
        input["additionalNetworks"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("urn:air:heron:lora:civitai:0@7");
    }

    [Fact]
    public void One_file_adds_an_engine_of_a_known_shape()
    {
        Write(
            "engines/video-heron.json",
            """
            {
              "schemaVersion": 1, "id": "video-heron", "name": "Heron", "step": "videoGen", "media": "video", "engine": "heron",
              "input": { "prompt": { "type": "text", "required": true }, "length": { "type": "integer", "min": 2, "max": 9 } },
              "send": { "prompt": "$prompt", "length": "$duration" },
              "variants": [{ "id": "fast", "path": { "model": "fast" } }, { "id": "slow", "path": { "model": "slow" } }]
            }
            """
        );
        Write(
            "ecosystems/heron.json",
            """
            {
              "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron 1", "baseModels": [{ "name": "Heron", "media": ["video"] }],
              "fields": { "duration": { "default": 3, "min": 2, "max": 9 } },
              "checkpoint": { "default": 1, "locked": true, "versions": [
                { "id": 1, "label": "Fast", "set": { "model": "fast" } }, { "id": 2, "label": "Slow", "set": { "model": "slow" } }
              ] },
              "forms": [{ "workflows": ["txt2vid"], "engine": "video-heron", "show": ["prompt", "duration"] }]
            }
            """
        );
        var form = SampleForm.Of("txt2vid", "Heron", ("model", 2), ("duration", 30));
        form.Remove("seed");

        var compiled = SampleForm.Compile(form, Opened());

        compiled.Body["steps"]![0]!["input"]!
            .ToJsonString()
            .ShouldBe("""{"engine":"heron","prompt":"a heron in the reeds","length":9,"model":"slow"}""");
        compiled.Notes.ShouldHaveSingleItem().ShouldContain("from 2 to 9");
    }

    [Fact]
    public void A_value_that_a_form_fixes_is_said_when_another_was_asked_for()
    {
        Write(
            "ecosystems/heron.json",
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron", "checkpoint": { "default": 42 },
              "fields": { "steps": { "default": 8, "fixed": true } },
              "forms": [{ "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt", "steps"] }] }
            """
        );
        var form = SampleForm.Of("txt2img", "Heron", ("steps", 20));
        form.Remove("seed");

        var compiled = SampleForm.Compile(form, Opened());
        form["steps"] = "8";

        compiled.Notes.ShouldHaveSingleItem().ShouldBe("\"steps\" is 8 here and cannot be changed, so 20 is not sent.");
        SampleForm.Compile(form, Opened()).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_file_is_a_warning_and_the_rest_holds()
    {
        Write("ecosystems/heron.json", """{ "schemaVersion": 1, "id": "heron", "kay": "Heron" }""");

        var generator = Opened();

        generator.Warnings.ShouldHaveSingleItem().ShouldContain("heron.json");
        SampleForm.Input(SampleForm.Of("txt2img", "SDXL"), generator)["prompt"].ShouldNotBeNull();
    }

    [Fact]
    public void A_user_s_file_goes_before_the_shipped_one_of_its_id()
    {
        Write(
            "workflows/txt2img.json",
            """{ "schemaVersion": 1, "id": "txt2img", "key": "txt2img", "name": "Paint", "media": "image", "ecosystem": "sd1" }"""
        );
        var form = SampleForm.Of("txt2img");

        ((string?)SampleForm.Input(form, Opened())["model"]).ShouldNotBeNull().ShouldContain("urn:air:sd1:");
    }

    private Generator Opened() => new(_home.Path);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_home.Path, "definitions", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
