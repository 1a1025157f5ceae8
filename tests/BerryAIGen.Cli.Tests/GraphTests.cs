using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>From a workflow to its models, as one types it.</summary>
public sealed class GraphTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private const string Workflow = """
        { "nodes": [
            { "id": 1, "type": "LoraLoader", "widgets_values": ["more_detail_slider.safetensors", 1, 1] },
            { "id": 2, "type": "VAELoader", "widgets_values": ["here.safetensors"] },
            { "id": 3, "type": "UpscaleModelLoader", "mode": 4, "widgets_values": ["4x.pth"] }] }
        """;

    [Fact]
    public async Task Models_tells_what_is_needed_what_is_here_and_where_the_rest_is()
    {
        Home.Write("w.json", Encoding.UTF8.GetBytes(Workflow));
        Home.Write("models/vae/here.safetensors", "x"u8);

        var json = (await Home.RunAsync("graph", "models", "w.json", "--json")).ShouldExit(0).Json;

        var models = json.GetProperty("models");
        models[0].GetProperty("name").GetString().ShouldBe("more_detail_slider.safetensors");
        models[0].GetProperty("folder").GetString().ShouldBe("loras");
        models[0].GetProperty("node_type").GetString().ShouldBe("LoraLoader");
        models[0].GetProperty("state").GetString().ShouldBe("missing");
        var candidate = models[0].GetProperty("candidates")[0];
        candidate.GetProperty("source").GetString().ShouldBe("civitai");
        candidate.GetProperty("confidence").GetDouble().ShouldBe(0.85);
        candidate.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        models[1].GetProperty("state").GetString().ShouldBe("present");
        json.GetProperty("inactive")[0].GetProperty("folder").GetString().ShouldBe("upscale_models");
    }

    [Fact]
    public async Task Models_asks_nobody_when_it_is_told_so()
    {
        Home.Write("w.json", Encoding.UTF8.GetBytes(Workflow));

        var run = await Home.RunAsync("graph", "models", "w.json", "--root", Home.Folder, "--offline");

        run.ShouldExit(0).Output.ShouldContain("missing\tloras\tmore_detail_slider.safetensors");
        run.Output.ShouldContain("inactive\tupscale_models\t4x.pth");
        Sandbox.Server.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", 2, "cannot be read as a workflow")]
    [InlineData("{}", 2, "no workflow")]
    [InlineData(null, 3, "does not exist")]
    public async Task What_is_no_workflow_is_told_and_exits_so(string? content, int exitCode, string why)
    {
        if (content is not null)
            Home.Write("w.json", Encoding.UTF8.GetBytes(content));

        var run = await Home.RunAsync("graph", "models", "w.json", "--json");

        run.ShouldExit(exitCode).Error.ShouldContain(why);
        run.Json.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public async Task Install_downloads_what_is_missing_and_says_when_nothing_is()
    {
        Home.Write("w.json", Encoding.UTF8.GetBytes(Workflow));
        Home.Write("models/vae/here.safetensors", "x"u8);

        var plan = (await Home.RunAsync("graph", "install", "w.json", "--dry-run", "--json")).ShouldExit(0).Json;
        var done = (await Home.RunAsync("graph", "install", "w.json", "--json")).ShouldExit(0).Json;
        var again = (await Home.RunAsync("graph", "install", "w.json")).ShouldExit(0);

        plan.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("planned");
        done.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("completed");
        File.Exists(Home.PathOf("models", "loras", "more_detail_slider.safetensors")).ShouldBeTrue();
        again.Error.ShouldContain("no model of this workflow is missing");
    }

    [Fact]
    public async Task Install_exits_with_3_for_what_nobody_knows()
    {
        Home.Write(
            "w.json",
            """{ "1": { "class_type": "VAELoader", "inputs": { "vae_name": "nobody_has_it.safetensors" } } }"""u8
        );
        Directory.CreateDirectory(Home.PathOf("models"));

        var run = await Home.RunAsync("graph", "install", "w.json", "--json");

        run.ShouldExit(3).Error.ShouldContain("nobody_has_it.safetensors is missing");
        run.Json.GetProperty("items")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("high")]
    public async Task A_confidence_that_is_none_is_told(string text)
    {
        var run = await Home.RunAsync("graph", "install", "w.json", "--min-confidence", text);

        run.ShouldExit(2).Error.ShouldContain("a number from 0 to 1");
    }

    [Fact]
    public async Task A_plan_for_a_Flux_checkpoint_says_what_else_it_needs()
    {
        Home.Write("models/vae/ae.safetensors", "x"u8);

        var json = (await Home.RunAsync("download", "610035", "--precision", "fp8", "--dry-run", "--json"))
            .ShouldExit(0)
            .Json;
        var shown = await Home.RunAsync("download", "610035", "--precision", "fp8", "--dry-run");

        var companions = json.GetProperty("items")[0].GetProperty("companions");
        companions
            .EnumerateArray()
            .Select(one => one.GetProperty("state").GetString())
            .ShouldBe(["missing", "missing", "present"]);
        companions[0].GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        shown.ShouldExit(0).Output.ShouldContain("needs the CLIP-L text encoder: missing, berry download https://");
        shown.Output.ShouldContain("needs the VAE of FLUX.1: here is ");
    }
}
