using BerryAIGen.Generation.Catalogue.Checks;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>Each thing that does not hold is told in a sentence with file, line and mend.</summary>
public sealed class CheckSentenceTests : IDisposable
{
    private const string Heron = "ecosystems/heron.json";
    private readonly UserFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("\"engine\": \"text-to-image\",", "", "It names no engine; write \"engine\"")]
    [InlineData("\"text-to-image\"", "\"warp\"", "There is no engine \"warp\"; name the id")]
    [InlineData(
        "\"text-to-image\"",
        "\"image-openai\", \"set\": { \"model\": \"gpt-9\" }",
        "fit no variant of the engine \"image-openai\"; set the words"
    )]
    [InlineData("[\"txt2img\"]", "[\"txt2poem\"]", "There is no workflow \"txt2poem\"; name the key")]
    [InlineData("\"Checkpoint\"", "\"Controlnet\"", "\"Controlnet\" does not generate; name one of Checkpoint")]
    [InlineData("\"parent\": \"sdxl\"", "\"parent\": \"warp\"", "There is no ecosystem \"warp\"; name the id or key")]
    [InlineData("\"parent\": \"sdxl\"", "\"group\": \"warp\"", "There is no group \"warp\"; name the id")]
    [InlineData("\"apache-2.0\"", "\"warp\"", "There is no licence \"warp\"; name the id")]
    [InlineData("\"sizes\": \"sdxl\"", "\"sizes\": \"warp\"", "There is no table of sizes \"warp\"; name one")]
    [InlineData(
        "\"default\": \"1:1\", \"sizes\": \"sdxl\"",
        "\"default\": \"1:1\"",
        "names no table of sizes; write \"sizes\""
    )]
    [InlineData(
        "\"default\": \"1:1\"",
        "\"default\": \"9:1\"",
        "is 9:1, which the table \"sdxl\" does not have; name one of"
    )]
    [InlineData(
        "\"sizes\": \"sdxl\"",
        "\"sizes\": { \"2:1\": [2, 1] }",
        "is 1:1, which its sizes do not have; name one of 2:1"
    )]
    [InlineData("\"steps\": { \"max\": 40 }", "\"steps\": { \"max\": 4000 }", "goes up to 4000, and the engine takes")]
    [InlineData("\"steps\": { \"max\": 40 }", "\"quantity\": { \"max\": 0 }", "goes from 1 to 0; correct one")]
    [InlineData(
        "\"steps\": { \"max\": 40 }",
        "\"sampler\": { \"options\": [] }",
        "has nothing to choose from; write \"options\""
    )]
    [InlineData(
        "\"versions\": [{ \"id\": 42,",
        "\"versions\": [{ \"id\": 43,",
        "The default version 42 is none of \"versions\"; add it there, or name one of 43"
    )]
    [InlineData(
        "\"workflows\": [\"txt2img\"],",
        "\"workflows\": [\"txt2img\"], \"versions\": [43],",
        "No form is for the version 42 (1.0); add it"
    )]
    [InlineData(
        "\"label\": \"1.0\"",
        "\"label\": \"1.0\", \"not\": [\"txt2img\"]",
        "No form is for the version 42 (1.0)"
    )]
    [InlineData(
        "\"forms\": [",
        "\"noForms\": \"Nobody asked.\", \"forms\": [",
        "says why it has none; take \"noForms\" out"
    )]
    [InlineData("\"seed\"]", "\"seed\", \"style\"]", "is shown and changes nothing; send it, or take it out")]
    public void Of_an_ecosystem(string now, string then, string sentence)
    {
        const string good = """
            {
              "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron", "parent": "sdxl", "generates": ["Checkpoint"],
              "baseModels": [{ "name": "Heron", "media": ["image"], "licence": "apache-2.0" }],
              "checkpoint": { "default": 42, "versions": [{ "id": 42, "label": "1.0" }] },
              "fields": {
                "aspectRatio": { "default": "1:1", "sizes": "sdxl" },
                "cfgScale": { "max": 30 },
                "steps": { "max": 40 }
              },
              "forms": [
                {
                  "workflows": ["txt2img"], "engine": "text-to-image",
                  "show": ["prompt", "negativePrompt", "aspectRatio", "steps", "cfgScale", "sampler", "quantity", "seed"]
                }
              ]
            }
            """;
        good.ShouldContain(now);
        var path = _files.Write(Heron, good.Replace(now, then, StringComparison.Ordinal));

        var problems = Problems();

        IsTold(problems, path, sentence);
    }

    [Theory]
    [InlineData("\"generates\": [\"Checkpoint\"]")]
    [InlineData("\"checkpoint\": { \"default\": 42 }")]
    public void What_is_offered_without_a_form(string offer)
    {
        string Text(string more) =>
            $"{{ \"schemaVersion\": 1, \"id\": \"heron\", \"key\": \"Heron\", \"name\": \"Heron\",\n {more} }}";
        var path = _files.Write(Heron, Text(offer));

        var problem = IsTold(Problems(), path, "\"Heron\" is offered and has no form; write one, take");
        _files.Write(Heron, Text($"{offer}, \"noForms\": \"It is made no more.\""));

        problem.Line.ShouldBe(2);
        Problems().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"default\": 3", "\"default\": 30", "The default of \"length\" is 30, above 9; correct")]
    [InlineData(
        "\"send\": { \"prompt\"",
        "\"send\": { \"warmth\": 1, \"prompt\"",
        "\"warmth\" is sent, which no variant takes: correct"
    )]
    [InlineData("\"$prompt\"", "\"$promt\"", "There is no field \"promt\"; fields.json")]
    [InlineData("\"$prompt\"", "{ \"graph\": \"warp\" }", "There is no graph \"warp\"; name the id")]
    [InlineData("[{ \"id\": \"default\" }]", "[]", "It has no variants; one with the id")]
    [InlineData(
        "{ \"id\": \"default\" }",
        "{ \"id\": \"default\", \"send\": { \"warmth\": 1 } }",
        "sends \"warmth\", which it does not take: correct"
    )]
    public void Of_an_engine(string now, string then, string sentence)
    {
        const string good = """
            {
              "schemaVersion": 1, "id": "heron", "name": "Heron", "step": "videoGen", "media": "video", "engine": "heron",
              "input": {
                "prompt": { "type": "text" },
                "length": { "type": "integer", "max": 9, "default": 3 }
              },
              "send": { "prompt": "$prompt", "length": "$duration" },
              "variants": [{ "id": "default" }]
            }
            """;
        good.ShouldContain(now);
        var path = _files.Write("engines/heron.json", good.Replace(now, then, StringComparison.Ordinal));

        IsTold(Problems(), path, sentence);
    }

    [Theory]
    [InlineData("\"variantOf\": \"warp\"", "There is no workflow \"warp\"; name the key")]
    [InlineData("\"withImages\": \"warp\"", "There is no workflow \"warp\"; name the key")]
    [InlineData("\"ecosystem\": \"warp\"", "There is no ecosystem \"warp\"; name the id or key")]
    [InlineData("\"ecosystem\": \"sdxl\"", "\"sdxl\" has no form for \"heron\"; write one there, or name another")]
    [InlineData(
        "\"ecosystem\": \"ltxv\", \"variantOf\": \"txt2vid\"",
        "\"ltxv\" has no form for \"txt2vid\"; write one there, or name another ecosystem, such as "
    )]
    public void Of_a_workflow(string member, string sentence)
    {
        var path = _files.Write(
            "workflows/heron.json",
            $"{{\n \"schemaVersion\": 1, \"id\": \"heron\", \"key\": \"heron\", \"name\": \"Heron\",\n {member} }}"
        );

        var problem = IsTold(Problems(), path, sentence);

        problem.Line.ShouldBe(3);
    }

    [Fact]
    public void A_sampler_that_ComfyUI_does_not_have()
    {
        _files.Write(
            Heron,
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron", "checkpoint": { "default": 42 },
              "fields": { "sampler": { "options": ["Warp"] } },
              "forms": [{ "workflows": ["txt2img:face-fix"], "engine": "comfy", "show": ["prompt", "sampler"],
                "set": { "comfyWorkflow": { "graph": "face-fix" } } }] }
            """
        );

        Problems()
            .ShouldContain(problem =>
                problem.Message.Contains(
                    "\"Warp\" has no word of comfyui in samplers.json; take",
                    StringComparison.Ordinal
                )
            );
    }

    // A word stands in a file more than once; the line is that of the form that is wrong.
    [Fact]
    public void The_line_is_that_of_the_form()
    {
        _files.Write(
            Heron,
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron", "checkpoint": { "default": 42 },
              "forms": [
                { "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt"], "set": { "style": "$style" } },
                { "workflows": ["img2img"], "engine": "text-to-image",
                  "show": ["prompt", "style"] }
              ] }
            """
        );

        Problems()
            .Single(problem =>
                problem.Message.Contains("\"style\" is shown and changes nothing", StringComparison.Ordinal)
            )
            .Line.ShouldBe(5);
    }

    // What a user's engine does to the shipped ecosystems is told with their lines.
    [Fact]
    public void Shipped_files_have_their_lines_too()
    {
        _files.Write(
            "engines/text-to-image.json",
            """
            { "schemaVersion": 1, "id": "text-to-image", "name": "Mine", "step": "textToImage", "media": "image",
              "input": { "prompt": { "type": "text" } }, "send": { "prompt": "$prompt" }, "variants": [{ "id": "default" }] }
            """
        );

        var problems = Problems();

        problems.ShouldContain(problem => problem.File == "definitions/ecosystems/sdxl.json");
        problems.ShouldAllBe(problem => problem.Line > 1);
    }

    private IReadOnlyList<DefinitionProblem> Problems()
    {
        var generator = new Generator(_files.Folder);
        var problems = generator.Check();
        generator.Warnings.ShouldBeEmpty();
        return problems;
    }

    private static DefinitionProblem IsTold(IReadOnlyList<DefinitionProblem> problems, string path, string sentence)
    {
        var found = problems.FirstOrDefault(problem => problem.Message.Contains(sentence, StringComparison.Ordinal));
        found.ShouldNotBeNull(string.Join('\n', problems.Select(problem => problem.Message)));
        found.File.ShouldBe(path);
        found.Line.ShouldNotBeNull();
        return found;
    }
}
