using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Forms over HTTP: what there is, one form as a page draws it, and the workflow that it becomes.</summary>
public sealed class FormRoutesTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    private readonly RunningToolkit _server = toolkit.Toolkit;

    [Fact]
    public async Task A_form_is_told_as_a_page_draws_it()
    {
        var told = await _server.PostAsync(
            "/api/generation/form",
            Form("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"reeds","steps":400,"duration":5}""")
        );
        var other = await _server.PostAsync("/api/generation/form", Form("""{"workflow":"txt2vid"}"""));

        Proven.Tells(
            "POST /api/generation/form",
            told,
            answer =>
            {
                answer["workflow"]["key"].ToString().ShouldBe("txt2img");
                answer["ecosystem"]["key"].ToString().ShouldBe("SDXL");
                answer["version"]["id"].GetValue<long>().ShouldBe(128078);
                var steps = answer["fields"].One(field => field["key"].ToString() == "steps");
                steps["value"].GetValue<int>().ShouldBe(50);
                steps["min"].GetValue<int>().ShouldBe(10);
                steps["type"].ToString().ShouldBe("integer");
                steps["scope"].ToString().ShouldBe("version");
                steps["remember"].ToString().ShouldBe("version:sdxl:128078");
                steps["price"].GetValue<bool>().ShouldBeTrue();
                steps["notes"][0].ToString().ShouldContain("50 instead of 400");
                var sizes = answer["fields"].One(field => field["key"].ToString() == "aspectRatio")["options"];
                sizes[0]["width"].GetValue<int>().ShouldBe(832);
                answer["unused"]["duration"].ToString().ShouldContain("does not use");
            },
            unlike: other
        );
        told["is_ready"]!.GetValue<bool>().ShouldBeTrue();
        other["is_ready"]!.GetValue<bool>().ShouldBeFalse();
        other["fields"]!.AsArray().Single(field => field!["key"]!.ToString() == "prompt")!["problem"]!
            .ToString()
            .ShouldContain("is empty");
    }

    [Fact]
    public async Task A_form_becomes_the_workflow_that_would_be_submitted()
    {
        var body = Form("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"reeds","seed":7,"quantity":12}""");

        var told = await _server.PostAsync("/api/generation/compile?tier=gold", body.DeepClone());
        var other = await _server.PostAsync("/api/generation/compile?tier=free&preset=Fast", body.DeepClone());

        Proven.Tells(
            "POST /api/generation/compile",
            told,
            answer =>
            {
                answer["workflow"]["steps"][0]["$type"].ToString().ShouldBe("textToImage");
                answer["workflow"]["steps"][0]["input"]["seed"].GetValue<int>().ShouldBe(7);
                answer["workflow"]["steps"][0]["input"]["quantity"].GetValue<int>().ShouldBeGreaterThan(4);
            },
            unlike: other
        );
        var free = other["workflow"]!["steps"]![0]!["input"]!;
        free["quantity"]!.GetValue<int>().ShouldBe(4);
        free["steps"]!.GetValue<int>().ShouldBe(20);
        other["notes"]!.ToJsonString().ShouldContain("4 instead of 12");
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var body = Form(
            """{"workflow":"txt2img","ecosystem":"SDXL","prompt":7,"steps":"many","images":[],"seed":-1}"""
        );

        foreach (var path in (string[])["/api/generation/form", "/api/generation/compile"])
        {
            var error = await _server.FailAsync(HttpMethod.Post, path, HttpStatusCode.BadRequest, body.DeepClone());

            var details = error["details"]!.AsObject();
            details["prompt"]!.ToString().ShouldContain("has to be a text");
            details["steps"]!.ToString().ShouldContain("has to be a number");
            details["seed"]!.ToString().ShouldContain("whole number from 1");
            error["code"]!.ToString().ShouldBe("usage");
        }
    }

    [Theory]
    [InlineData("""{"workflow":"txt2poem"}""", "workflow")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SD9"}""", "ecosystem")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"NanoBanana","model":{"id":5}}""", "model")]
    [InlineData("""{}""", "workflow")]
    public async Task A_choice_that_there_is_not_is_refused_by_its_field(string body, string field)
    {
        var error = await _server.FailAsync(
            HttpMethod.Post,
            "/api/generation/form",
            HttpStatusCode.BadRequest,
            Form(body)
        );

        error["details"]!["field"]!.ToString().ShouldBe(field);
    }

    [Fact]
    public async Task Bodies_that_are_no_form_and_prompts_that_are_too_long_are_refused()
    {
        var (list, words) = await _server.SendAsync("POST", "/api/generation/form", "[]");
        var (cut, _) = await _server.SendAsync("POST", "/api/generation/compile", "{\"workflow\":");
        var (strange, argument) = await _server.SendAsync("POST", "/api/generation/form?colour=red", "{}");
        var tier = await _server.FailAsync(
            HttpMethod.Post,
            "/api/generation/form?tier=platinum",
            HttpStatusCode.BadRequest,
            Form("""{"workflow":"txt2img","ecosystem":"SDXL"}""")
        );
        var longer = await _server.FailAsync(
            HttpMethod.Post,
            "/api/generation/compile",
            HttpStatusCode.BadRequest,
            new JsonObject { ["workflow"] = "txt2img", ["prompt"] = new string('x', 10 << 20) }
        );

        (list, cut, strange).ShouldBe((400, 400, 400));
        words["error"]!["message"]!.ToString().ShouldContain("no JSON object");
        argument["error"]!["message"]!.ToString().ShouldContain("no argument \"colour\"");
        tier["message"]!.ToString().ShouldContain("there are free, founder");
        longer["details"]!["prompt"]!.ToString().ShouldContain("6,000 are allowed");
    }

    [Fact]
    public async Task A_picture_becomes_the_form_that_made_it()
    {
        const string recipe =
            "a heron\nNegative prompt: fog\nSteps: 21, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 42, Size: 832x1216, Model: nobody_has_it, Clip skip: 2";

        var (status, told) = await SendAsync(new PngMaker().Text("parameters", recipe).Build());
        var (_, other) = await SendAsync(new PngMaker().Text("parameters", "a duck\nSteps: 9, Sampler: Euler").Build());
        var (none, nothing) = await SendAsync(new PngMaker().Build());
        var (empty, _) = await SendAsync([]);

        status.ShouldBe(200, told.ToJsonString());
        Proven.Tells(
            "POST /api/generation/remix",
            told,
            answer =>
            {
                answer["form"]["prompt"].ToString().ShouldBe("a heron");
                answer["form"]["seed"].GetValue<int>().ShouldBe(42);
                answer["form"]["steps"].GetValue<int>().ShouldBe(21);
                answer["models"][0]["name"].ToString().ShouldBe("nobody_has_it");
            },
            unlike: other
        );
        told["notes"]!.ToJsonString().ShouldContain("nobody_has_it");
        (none, empty).ShouldBe((404, 400));
        nothing["error"]!["message"]!.ToString().ShouldContain("Nothing in the picture says");

        async Task<(int, JsonNode)> SendAsync(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/octet-stream");
            return await _server.SendAsync("POST", "/api/generation/remix?local=true", content);
        }
    }

    private static JsonNode Form(string text) => JsonNode.Parse(text)!;
}
