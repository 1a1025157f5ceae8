using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing.Scripted;
using BerryAIGen.Toolkit.Tests.Catalog;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Graphs;

/// <summary>Workflows of ComfyUI over HTTP.</summary>
public sealed class GraphRoutesTests(SearchingToolkit toolkit) : IClassFixture<SearchingToolkit>
{
    private readonly RunningToolkit _server = toolkit.Server;

    [Fact]
    public async Task A_workflow_is_told_which_models_it_lacks_and_where_they_are()
    {
        var told = await _server.PostAsync(
            "/api/graphs/models",
            Workflow("UpscaleModelLoader", "upscaledUrubu_v1.safetensors")
        );

        Proven.Tells(
            "POST /api/graphs/models",
            told,
            answer =>
            {
                answer["models"][0]["name"].ToString().ShouldBe("upscaledUrubu_v1.safetensors");
                answer["models"][0]["folder"].ToString().ShouldBe("upscale_models");
                answer["models"][0]["state"].ToString().ShouldBe("missing");
            }
        );
        told["models"]![0]!["candidates"]![0]!["source"]!.ToString().ShouldBe("civitai");
        told["models"]![0]!["candidates"]![0]!["reason"]!.ToString().ShouldContain("Upscaled Urubu");
    }

    [Fact]
    public async Task A_workflow_gets_what_it_lacks_and_each_refusal_stands_with_its_model()
    {
        var body = Workflow("LoraLoader", "more_detail_slider.safetensors");
        body["nodes"]!.AsArray().Add(Node("VAELoader", "nobody_has_it.safetensors"));

        var begun = await Proven.ChangesAsync(
            "POST /api/graphs/install",
            async () =>
            {
                var answer = await _server.PostAsync("/api/graphs/install", body.DeepClone());
                await _server.UntilAsync(answer["items"]![0]!["download"]!["task_id"]!.ToString(), "completed");
                return answer;
            },
            async () =>
            {
                var now = await _server.PostAsync("/api/graphs/models?local=true", body.DeepClone());
                now["models"]![0]!["state"]!.ToString().ShouldBe("present");
                File.Exists(now["models"]![0]!["path"]!.ToString()).ShouldBeTrue();
            }
        );

        begun["items"]![1]!["name"]!.ToString().ShouldBe("nobody_has_it.safetensors");
        begun["items"]![1]!["error"]!["code"]!.ToString().ShouldBe("not_found");
    }

    [Fact]
    public async Task A_model_that_a_workflow_names_by_its_AIR_is_here_once_it_was_fetched()
    {
        var body = Workflow("CheckpointLoaderSimple", "urn:air:sd1:checkpoint:civitai:128713@146759");
        var before = await StateAsync(body);

        var begun = await _server.PostAsync("/api/graphs/install", body.DeepClone());
        await _server.UntilAsync(begun["items"]![0]!["download"]!["task_id"]!.ToString(), "completed");

        var now = await StateAsync(body);
        var unnumbered = await StateAsync(Workflow("CheckpointLoaderSimple", "urn:air:sd1:checkpoint:civitai:128713"));
        var other = await StateAsync(
            Workflow("CheckpointLoaderSimple", "urn:air:sd1:checkpoint:civitai:128713@130072")
        );
        var elsewhere = await StateAsync(Workflow("LoraLoader", "urn:air:sd1:lora:civitai:128713@146759"));
        var again = await _server.PostAsync("/api/graphs/install", body.DeepClone());
        before["state"]!.ToString().ShouldBe("missing");
        now["state"]!.ToString().ShouldBe("present");
        File.Exists(now["path"]!.ToString()).ShouldBeTrue();
        now["note"]!.ToString().ShouldBe($"it lies in {now["path"]}: choose it there in the node");
        unnumbered["state"]!.ToString().ShouldBe("present");
        other["state"]!.ToString().ShouldBe("missing");
        // A node for adapters does not look where checkpoints are.
        elsewhere["state"]!.ToString().ShouldBe("missing");
        again["items"]!.AsArray().ShouldBeEmpty();

        async Task<JsonNode> StateAsync(JsonNode workflow) =>
            (await _server.PostAsync("/api/graphs/models?local=true", workflow.DeepClone()))["models"]![0]!;
    }

    [Fact]
    public async Task A_plan_says_what_a_model_needs_beside_it()
    {
        var plan = await _server.PostAsync(
            "/api/models/plan",
            new JsonObject { ["reference"] = "610035", ["precision"] = "fp8" }
        );

        var companions = plan["items"]![0]!["companions"]!.AsArray();
        companions.Select(one => one!["type"]!.ToString()).ShouldBe(["text_encoders", "text_encoders", "vae"]);
        companions[0]!["state"]!.ToString().ShouldBe("missing");
        companions[0]!["sha256"]!.ToString().Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("/api/graphs/models", "[]", "no workflow")]
    [InlineData("/api/graphs/models", "{}", "no workflow")]
    [InlineData("/api/graphs/install", "{}", "no workflow")]
    [InlineData("/api/graphs/install?min_confidence=2", """{"nodes":[]}""", "0 to 1")]
    public async Task What_is_no_workflow_is_refused_in_one_sentence(string path, string body, string why)
    {
        var error = await _server.FailAsync(HttpMethod.Post, path, HttpStatusCode.BadRequest, JsonNode.Parse(body));

        error["message"]!.ToString().ShouldContain(why);
    }

    [Fact]
    public async Task One_address_under_two_names_comes_to_both()
    {
        await using var host = await ScriptedServer.StartAsync();
        host.On("/one.safetensors", ScriptedAnswer.File("\u0002\0\0\0\0\0\0\0{}"u8.ToArray(), "\"1\""));
        JsonObject Row(string name) =>
            new()
            {
                ["name"] = name,
                ["directory"] = "loras",
                ["url"] = host.At("/one.safetensors").AbsoluteUri,
            };
        JsonObject Body() =>
            new()
            {
                ["nodes"] = new JsonArray(),
                ["models"] = new JsonArray(Row("twin.safetensors"), Row("sub/twice.safetensors")),
            };

        var begun = await _server.PostAsync("/api/graphs/install", Body());
        foreach (var item in begun["items"]!.AsArray())
            await _server.UntilAsync(item!["download"]!["task_id"]!.ToString(), "completed");
        var now = await _server.PostAsync("/api/graphs/models?local=true", Body());
        var again = await _server.PostAsync("/api/graphs/install", Body());

        begun["items"]!.AsArray().Select(item => item!["download"]!["task_id"]!.ToString()).ShouldBeUnique();
        now["models"]!.AsArray().Select(model => model!["state"]!.ToString()).ShouldBe(["present", "present"]);
        again["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workflow_of_a_stranger_brings_no_program()
    {
        await using var stranger = await ScriptedServer.StartAsync();
        stranger.On("/evil.py", ScriptedAnswer.File("print()"u8.ToArray(), "\"1\""));
        var body = new JsonObject
        {
            ["nodes"] = new JsonArray(),
            ["models"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "svdq-evil",
                    ["directory"] = "diffusion_models",
                    ["url"] = stranger.At("/evil.py").AbsoluteUri,
                }
            ),
        };

        var begun = await _server.PostAsync("/api/graphs/install", body);

        // What it is called is known when its host answers, and is refused then.
        var item = begun["items"]!.AsArray().ShouldHaveSingleItem()!;
        var done = await _server.UntilAsync(item["download"]!["task_id"]!.ToString(), "failed");
        done["error"]!.ToString().ShouldContain("evil.py");
        Directory
            .EnumerateFiles(_server.Home.Path, "*", SearchOption.AllDirectories)
            .ShouldNotContain(path => path.EndsWith("evil.py", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workflow_is_read_as_forgivingly_as_a_file()
    {
        // As ComfyUI and people write them: numbers that are none in JSON, names given twice, a mark of the encoding.
        const string Sent = """
            ﻿{ "nodes": [{ "id": 1, "type": "LoraLoader", "extra": NaN, "extra": Infinity, "widgets_values": ["a.safetensors", NaN, 1] }] }
            """;

        var told = await _server.SendAsync("POST", "/api/graphs/models?local=true", Sent);
        var broken = await _server.SendAsync("POST", "/api/graphs/models?local=true", "{ \"nodes\": [");

        told.Status.ShouldBe(200, told.Body.ToJsonString());
        told.Body["models"]![0]!["name"]!.ToString().ShouldBe("a.safetensors");
        broken.Status.ShouldBe(400, broken.Body.ToJsonString());
    }

    private static JsonObject Workflow(string type, string name) =>
        new() { ["nodes"] = new JsonArray(Node(type, name)) };

    private static JsonObject Node(string type, string name) =>
        new()
        {
            ["id"] = name.Length,
            ["type"] = type,
            ["widgets_values"] = new JsonArray(name),
        };
}
