using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>A file of the user that can be read and cannot be used is left out, told by file, line and mend; the rest holds.</summary>
public sealed class BrokenInsideTests : IDisposable
{
    private readonly UserFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("\"steps\": { \"options\": [{ \"value\": 4 }] }", "steps.options[0]", "has no \"label\"")]
    [InlineData("\"steps\": { \"options\": [{ \"label\": \"Few\" }] }", "steps.options[0]", "has no \"value\"")]
    [InlineData("\"steps\": { \"options\": [[4]] }", "steps.options[0]", "is a list")]
    [InlineData("\"steps\": { \"min\": 9, \"max\": 3 }", "steps.min", "is 9, above its \"max\" 3; correct one")]
    [InlineData("\"steps\": { \"step\": 0 }", "steps.step", "above 0")]
    [InlineData("\"steps\": { \"default\": \"abc\" }", "steps.default", "takes a whole number")]
    [InlineData("\"steps\": { \"default\": 2.5 }", "steps.default", "takes a whole number")]
    [InlineData("\"cfgScale\": { \"default\": 1e400 }", "cfgScale.default", "takes a number")]
    [InlineData("\"prompt\": { \"default\": 7 }", "prompt.default", "takes a text")]
    [InlineData("\"draft\": { \"default\": \"yes\" }", "draft.default", "takes true or false")]
    [InlineData("\"resources\": { \"default\": 7 }", "resources.default", "takes a list")]
    [InlineData("\"model\": { \"default\": \"seven\" }", "model.default", "takes a whole number")]
    [InlineData("\"steps\": { \"presets\": { \"Fast\": [] } }", "steps.presets.Fast", "takes a whole number")]
    [InlineData("\"aspectRatio\": { \"sizes\": 4 }", "aspectRatio.sizes", "name a table")]
    [InlineData("\"aspectRatio\": { \"sizes\": {} }", "aspectRatio.sizes", "write at least one ratio")]
    [InlineData("\"aspectRatio\": { \"sizes\": { \"wide\": [1024] } }", "aspectRatio.sizes.wide", "[1024, 1024]")]
    [InlineData("\"aspectRatio\": { \"default\": 1, \"sizes\": \"sdxl\" }", "aspectRatio.default", "takes a text")]
    [InlineData("\"aspectRatio\": { \"sizesBy\": { \"mode\": {} } }", "aspectRatio.sizesBy.mode", "names no table")]
    public void Fields_that_cannot_be_evaluated(string fields, string place, string mend) =>
        IsLeftOut(Ecosystem($"\"fields\": {{\n  {fields}\n}},"), 3, $"fields.{place}", mend);

    [Theory]
    [InlineData("{ \"from\": 5 }", "prompt.from", "write a text")]
    [InlineData("{ \"from\": [\"prompt\"] }", "prompt.from", "write a text")]
    [InlineData("{ \"from\": \"prompt\", \"tiems\": 2 }", "prompt.tiems", "stands beside \"from\"")]
    [InlineData("{ \"from\": \"prompt\", \"divide\": 0 }", "prompt.divide", "other than 0")]
    [InlineData("{ \"from\": \"prompt\", \"max\": \"ten\" }", "prompt.max", "write a number")]
    [InlineData("{ \"from\": \"prompt\", \"cases\": [] }", "prompt.cases", "an object")]
    [InlineData(
        "{ \"from\": \"prompt\", \"cases\": { \"a\": { \"any\": 5 } } }",
        "prompt.cases.a.any",
        "a list of keys"
    )]
    [InlineData("{ \"from\": \"sampler\", \"named\": \"forge\" }", "prompt.named", "civitai or comfyui")]
    [InlineData("{ \"from\": \"resources\", \"as\": \"heap\" }", "prompt.as", "networks, strengths")]
    [InlineData("{ \"from\": \"resources\", \"as\": \"list\", \"and\": 4 }", "prompt.and", "AIRs with their strengths")]
    [InlineData("{ \"text\": { \"a\": 1 } }", "prompt.text", "write a text")]
    [InlineData("{ \"graph\": [] }", "prompt.graph", "write a text")]
    [InlineData("{ \"json\": \"x\" }", "prompt.json", "an object")]
    [InlineData("[{ \"first\": 1 }]", "prompt[0].first", "a list")]
    [InlineData("{ \"deep\": { \"output\": 1 } }", "prompt.deep.output", "write a text")]
    public void Values_that_cannot_be_made(string written, string place, string mend) =>
        IsLeftOut(Ecosystem("", $"\"set\": {{\n  \"prompt\": {written} }},"), 5, $"forms[0].set.{place}", mend);

    [Theory]
    [InlineData(
        "\"show\": [\"prompt\", \"seed\",\n \"seed\"],",
        4,
        "forms[0].show[2]",
        "is there twice; take one of them out"
    )]
    public void Forms_that_cannot_be_shown(string form, int line, string place, string mend) =>
        IsLeftOut(Ecosystem("", "", form), line + 1, place, mend);

    [Theory]
    [InlineData("\"key\": \"SDXL\"", "key", "the ecosystem \"sdxl\" has already")]
    [InlineData("\"name\": \"Pony\"", "name", "a name that the ecosystem \"pony\" has already")]
    [InlineData(
        "\"baseModels\": [{ \"name\": \"Pony\", \"media\": [\"image\"] }]",
        "baseModels[0].name",
        "a base model that"
    )]
    [InlineData(
        "\"checkpoint\": { \"default\": 128078 }",
        "checkpoint.default",
        "a version that the ecosystem \"sdxl\""
    )]
    [InlineData("\"checkpoint\": { \"default\": 0 }", "checkpoint.default", "the number of a version")]
    [InlineData(
        "\"checkpoint\": { \"default\": 5, \"versions\": [{ \"id\": 5, \"label\": \"a\" }, { \"id\": 5, \"label\": \"b\" }] }",
        "checkpoint.versions[1].id",
        "is 5, which is there twice"
    )]
    public void Names_that_another_has(string member, string place, string mend)
    {
        var name = member.StartsWith("\"name\"", StringComparison.Ordinal) ? "" : "\"name\": \"Heron\",";
        var key = member.StartsWith("\"key\"", StringComparison.Ordinal) ? "" : "\"key\": \"Heron\",";
        IsLeftOut(
            ("ecosystems/heron.json", $"{{ \"schemaVersion\": 1, \"id\": \"heron\",\n  {key} {name}\n  {member} }}"),
            3,
            place,
            mend
        );
    }

    [Theory]
    [InlineData(
        "engines/heron.json",
        "\"input\": { \"a\": { \"type\": \"number\", \"min\": 4, \"max\": 2 } }",
        "input.a.min",
        "above its \"max\" 2"
    )]
    [InlineData(
        "engines/heron.json",
        "\"input\": { \"a\": { \"type\": \"number\", \"default\": \"x\" } }",
        "input.a.default",
        "takes a number"
    )]
    [InlineData(
        "engines/heron.json",
        "\"input\": { \"a\": { \"type\": \"text\", \"options\": [{ \"label\": \"x\" }] } }",
        "input.a.options[0]",
        "no word and no number"
    )]
    [InlineData(
        "engines/heron.json",
        "\"input\": {}, \"before\": [{ \"step\": \"echo\", \"input\": { \"a\": { \"from\": 1 } } }]",
        "before[0].input.a.from",
        "write a text"
    )]
    [InlineData(
        "graphs/heron.json",
        "\"nodes\": { \"a\": { \"class\": \"X\", \"inputs\": { \"b\": { \"node\": \"c\" } } } }",
        "nodes.a.inputs.b.node",
        "no such node; it has a"
    )]
    [InlineData(
        "graphs/heron.json",
        "\"nodes\": { \"a\": { \"class\": \"X\", \"inputs\": { \"b\": { \"stack\": \"lora\" } } } }",
        "nodes.a.inputs.b.stack",
        "model, clip, vae"
    )]
    [InlineData("workflows/heron.json", "\"key\": \"txt2img\"", "key", "the workflow \"txt2img\" has already")]
    [InlineData(
        "workflows/heron.json",
        "\"key\": \"heron\", \"fields\": { \"steps\": { \"min\": 2, \"max\": 1 } }",
        "fields.steps.min",
        "above its \"max\" 1"
    )]
    [InlineData(
        "fields.json",
        "\"fields\": [{ \"id\": \"prompt\", \"type\": \"number\", \"label\": \"x\", \"scope\": \"global\" }]",
        "fields[0].type",
        "leave the type"
    )]
    [InlineData(
        "fields.json",
        "\"fields\": [{ \"id\": \"glow\", \"type\": \"number\", \"label\": \"x\", \"scope\": \"global\", \"default\": \"x\" }]",
        "fields[0].default",
        "takes a number"
    )]
    [InlineData("sizes.json", "\"tables\": { \"mine\": { \"1:1\": [512] } }", "tables.mine.1:1", "[1024, 1024]")]
    [InlineData("limits.json", "\"tiers\": { \"own\": { \"quantity\": -1 } }", "tiers.own.quantity", "write 0 or more")]
    public void Other_files(string name, string member, string place, string mend)
    {
        var head =
            name.StartsWith("engines", StringComparison.Ordinal)
                ? "\"id\": \"heron\", \"name\": \"Heron\", \"step\": \"echo\", \"variants\": [{ \"id\": \"default\" }],"
            : name.Contains('/', StringComparison.Ordinal) ? "\"id\": \"heron\", \"name\": \"Heron\","
            : "";
        IsLeftOut((name, $"{{ \"schemaVersion\": 1, {head}\n\n  {member} }}"), 3, place, mend);
    }

    [Theory]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"heron\",\n  \"key\" \"Heron\" }", 2, "invalid")]
    [InlineData(
        "{ \"schemaVersion\": 1, \"id\": \"heron\", \"key\": \"Heron\",\n  \"nome\": \"Heron\" }",
        2,
        "correct its name"
    )]
    [InlineData(
        "{ \"schemaVersion\": 1, \"id\": \"heron\", \"key\": \"Heron\" }",
        1,
        "lacks \"name\"; add what is missing"
    )]
    [InlineData(
        "{ \"schemaVersion\": 1, \"id\": \"heron\", \"name\": \"H\", \"key\": \"H\",\n\n \"forms\": [{ \"show\": 4 }] }",
        3,
        "forms[0].show"
    )]
    public void Text_that_is_no_definition(string text, int line, string mend) =>
        IsLeftOut(("ecosystems/heron.json", text), line, null, mend);

    [Fact]
    public void The_shipped_one_holds_where_the_user_s_file_in_its_place_is_left_out()
    {
        var path = _files.Write(
            "ecosystems/sdxl.json",
            """{ "schemaVersion": 1, "id": "sdxl", "key": "SDXL", "name": "Mine", "fields": { "steps": { "min": 9, "max": 3 } } }"""
        );

        var generator = new Generator(_files.Folder);

        generator.Warnings.ShouldHaveSingleItem().ShouldContain(path);
        SampleForm.Input(SampleForm.Of("txt2img", "SDXL"), generator)["prompt"].ShouldNotBeNull();
    }

    // Each file is right by itself, and together the range is upside down.
    [Fact]
    public void A_range_that_two_files_cross_stops_no_form()
    {
        _files.Write(
            "fields.json",
            """
            { "schemaVersion": 1, "fields": [{ "id": "quantity", "type": "integer", "label": "Count", "scope": "global", "min": 20 }] }
            """
        );
        _files.Write(
            "ecosystems/heron.json",
            Ecosystem("\"fields\": { \"quantity\": { \"max\": 9 } },", "", "\"show\": [\"prompt\", \"quantity\"],").Text
        );
        var generator = new Generator(_files.Folder);

        var input = SampleForm.Input(SampleForm.Of("txt2img", "Heron", ("quantity", 4)), generator);

        generator.Warnings.ShouldBeEmpty();
        input["quantity"]!.ToString().ShouldBe("20");
        generator
            .Check()
            .ShouldContain(problem =>
                problem.Message.Contains("goes from 20 to 9; correct one", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void A_graph_that_is_not_there_is_refused_and_found()
    {
        _files.Write(
            "ecosystems/heron.json",
            Ecosystem("", "\"set\": { \"comfyWorkflow\": { \"graph\": \"nobody\" } },")
                .Text.Replace("text-to-image", "comfy", StringComparison.Ordinal)
        );
        var generator = new Generator(_files.Folder);

        var refused = Should.Throw<GenerationException>(() =>
            generator.Compile(new FormRequest(SampleForm.Of("txt2img", "Heron")))
        );

        refused.Message.ShouldContain("the graph \"nobody\", which no definition describes");
    }

    private void IsLeftOut((string Name, string Text) file, int line, string? place, string mend)
    {
        var path = _files.Write(file.Name, file.Text);

        var generator = new Generator(_files.Folder);

        var warning = generator.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain(path);
        warning.ShouldContain($"line {line}: ", customMessage: warning);
        warning.ShouldContain(mend);
        if (place is not null)
            warning.ShouldContain($"\"{place}\"");
        generator.Check().ShouldBeEmpty();
        SampleForm.Input(SampleForm.Of("txt2img", "SDXL"), generator)["prompt"].ShouldNotBeNull();
    }

    private static (string Name, string Text) Ecosystem(
        string fields,
        string set = "",
        string show = "\"show\": [\"prompt\", \"seed\"],"
    ) =>
        (
            "ecosystems/heron.json",
            $"{{ \"schemaVersion\": 1, \"id\": \"heron\", \"key\": \"Heron\", \"name\": \"Heron\", \"checkpoint\": {{ \"default\": 42 }},\n"
                + $"{fields}\n \"forms\": [{{ \"workflows\": [\"txt2img\"],\n {set} {show} \"engine\": \"text-to-image\" }}] }}"
        );
}
