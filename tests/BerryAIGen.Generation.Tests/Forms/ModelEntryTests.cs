using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Models that do not go with a form are kept and not sent; epochs of trainings expire.</summary>
public sealed class ModelEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_add_on_of_another_ecosystem_is_grey_and_stays_in_the_form()
    {
        var form = SampleForm.Of("txt2img", "SDXL");
        form["resources"] = JsonNode.Parse(
            """
            [{"id":1,"baseModel":"SDXL 1.0","model":{"type":"LORA","name":"Ink"}},
             {"id":2,"baseModel":"Flux.1 D","model":{"type":"LORA","name":"Oil"}},
             {"id":3,"baseModel":"Pony","model":{"type":"LORA","name":"Chalk"}},
             {"id":4,"model":{"type":"Wildcards","name":"Words"}},
             {"id":5,"baseModel":"Nobody knows","strength":0.5}]
            """
        );

        var shown = SampleForm.Shipped.Evaluate(new FormRequest(form)).Fields.Single(field => field.Key == "resources");
        var compiled = SampleForm.Compile(form);

        shown.Entries!.Select(entry => entry.Level).ShouldBe(["full", "none", "partial", "none", "full"]);
        shown.Entries![1].Reason.ShouldBe("\"Oil\" was made for Flux.1 D and does not go with Stable Diffusion XL.");
        shown.Value!.AsArray().Select(entry => (int)entry!["id"]!).ShouldBe([1, 2, 3, 4, 5]);
        compiled.Body["steps"]![0]!["input"]!["additionalNetworks"]!
            .AsObject()
            .Select(row => row.Key[^1])
            .ShouldBe(['1', '3', '5']);
        compiled.Notes.Count(note => note.EndsWith("It is kept and not sent.", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void An_epoch_is_named_by_its_training_and_makes_nothing_private_as_an_add_on()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("resources", new JsonArray(Epoch("2026-10-20T00:00:00Z"))));

        var body = SampleForm.Shipped.Compile(new FormRequest(form) { Now = Now }).Body;

        body["steps"]![0]!["input"]!["additionalNetworks"]!
            .AsObject()
            .ShouldHaveSingleItem()
            .Key.ShouldBe("urn:air:sdxl:lora:orchestrator:job-1@heron-3.safetensors");
        body.ContainsKey("allowMatureContent").ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"urn:air:sdxl:checkpoint:orchestrator:job-1@heron-3.safetensors\"")]
    [InlineData("{\"air\":\"urn:air:sdxl:checkpoint:orchestrator:job-1@heron-3.safetensors\"}")]
    public void A_checkpoint_that_is_an_epoch_is_named_by_its_AIR_alone(string model)
    {
        var form = SampleForm.Of("txt2img", null, ("model", JsonNode.Parse(model)));

        var body = SampleForm.Compile(form).Body;
        var order = SampleForm.Shipped.Order(new FormRequest(form.DeepClone().AsObject()));

        ((string?)body["steps"]![0]!["input"]!["model"]).ShouldBe(
            "urn:air:sdxl:checkpoint:orchestrator:job-1@heron-3.safetensors"
        );
        ((bool)body["allowMatureContent"]!).ShouldBeFalse();
        order.IsPrivate.ShouldBeTrue();
        order.Versions.ShouldBeEmpty();
        order
            .Recipe.Resources.ShouldHaveSingleItem()
            .Air.ShouldBe("urn:air:sdxl:checkpoint:orchestrator:job-1@heron-3.safetensors");
        SampleForm.Shipped.Evaluate(new FormRequest(form)).IsReady.ShouldBeTrue();
    }

    [Theory]
    [InlineData("urn:air:sdxl:lora:orchestrator:job-1@heron-3.safetensors", "lora", null)]
    [InlineData("urn:air:sdxl:embedding:civitai:82098@87153", "embedding", 87153L)]
    public void An_add_on_that_is_named_by_its_AIR_stands_in_the_recipe_as_what_it_is(
        string air,
        string type,
        long? version
    )
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("resources", new JsonArray(new JsonObject { ["air"] = air, ["strength"] = 0.35 }))
        );

        var order = SampleForm.Shipped.Order(new FormRequest(form));

        var added = order.Recipe.Resources.Single(resource => resource.Type != "checkpoint");
        (added.Type, added.ModelVersionId, added.Weight).ShouldBe((type, version, 0.35));
        added.Air.ShouldBe(version is null ? air : null);
        SampleForm.Compile(form).Body.ToJsonString().ShouldContain(air);
    }

    [Theory]
    [InlineData("SD1", "urn:air:sdxl:checkpoint:orchestrator:job-1@a.safetensors", "does not run it")]
    [InlineData("SDXL", "urn:air:sdxl:lora:orchestrator:job-1@a.safetensors", "is no checkpoint")]
    [InlineData("NanoBanana", "urn:air:sdxl:checkpoint:orchestrator:job-1@a.safetensors", "runs its own model only")]
    public void An_epoch_that_cannot_be_the_checkpoint_is_refused(string ecosystem, string air, string words)
    {
        var refused = Should.Throw<GenerationException>(() =>
            SampleForm.Compile(SampleForm.Of("txt2img", ecosystem, ("model", air)))
        );

        refused.Field.ShouldBe("model");
        refused.Message.ShouldContain(words);
    }

    [Fact]
    public void An_add_on_that_is_grey_takes_no_place()
    {
        var form = SampleForm.Of("txt2img", "SDXL");
        form["resources"] = new JsonArray([
            .. Enumerable
                .Range(1, 20)
                .Select(id => new JsonObject { ["id"] = id, ["baseModel"] = id > 5 ? "Flux.1 D" : "SDXL 1.0" }),
        ]);

        SampleForm.Input(form)["additionalNetworks"]!.AsObject().Count.ShouldBe(5);
    }

    [Fact]
    public void An_epoch_that_is_too_old_is_refused_by_its_name()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("resources", new JsonArray(Epoch("2026-10-16T23:00:00Z"))));

        var refused = Should.Throw<GenerationException>(() =>
            SampleForm.Shipped.Compile(new FormRequest(form) { Now = Now })
        );

        refused.Field.ShouldBe("resources");
        refused.Failure.Code.ShouldBe(FailureCode.Policy);
        refused.Message.ShouldContain("\"heron-3.safetensors\" has expired");
        refused.Message.ShouldContain("15 days");
    }

    [Fact]
    public void A_private_checkpoint_makes_the_workflow_private()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("model", JsonNode.Parse("""{"id":77,"isPrivate":true}""")));

        var body = SampleForm.Compile(form).Body;

        ((bool)body["metadata"]!["isPrivateGeneration"]!).ShouldBeTrue();
        ((bool)body["allowMatureContent"]!).ShouldBeFalse();
        ((string?)body["nsfwLevel"]).ShouldBe("pg13");
    }

    [Fact]
    public void A_model_may_be_written_as_its_AIR()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("resources", new JsonArray("urn:air:sdxl:lora:civitai:82098@87153"))
        );

        SampleForm.Input(form)["additionalNetworks"]!
            .AsObject()
            .ShouldHaveSingleItem()
            .Key.ShouldBe("urn:air:sdxl:lora:civitai:82098@87153");
    }

    private static JsonObject Epoch(string completedAt) =>
        new JsonObject
        {
            ["id"] = 9,
            ["epochDetails"] = new JsonObject
            {
                ["jobId"] = "job-1",
                ["fileName"] = "heron-3.safetensors",
                ["completedAt"] = completedAt,
            },
        };
}
