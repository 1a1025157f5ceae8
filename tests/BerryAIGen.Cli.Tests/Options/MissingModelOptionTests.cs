using System.Text;
using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Options;

/// <summary>What can be said to the commands that bring the models of workflows and pictures, seen on the disk and in what they ask.</summary>
public sealed class MissingModelOptionTests(SandboxFixture sandbox)
    : SandboxTest(sandbox),
        IClassFixture<SandboxFixture>
{
    private const string Slider = "more_detail_slider.safetensors";

    public static TheoryData<string> Nouns => ["graph", "image"];

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task The_place_is_that_of_the_root_and_the_layout(string noun)
    {
        var file = Write(noun, 82098);

        var missing = await RunAsync(
            noun,
            "models",
            file,
            "--root",
            "a",
            "--layout",
            "a1111",
            "--api-key",
            "sandbox-key"
        );
        var done = await RunAsync(
            noun,
            "install",
            file,
            "--root",
            "a",
            "--layout",
            "a1111",
            "--sidecars",
            "civitai-helper"
        );
        var present = await RunAsync(noun, "models", file, "--root", "a", "--layout", "a1111");

        State(missing.ShouldExit(0)).ShouldBe("missing");
        done.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("completed");
        var folder = Home.PathOf("a", "models", "Lora");
        File.Exists(Path.Combine(folder, Slider)).ShouldBeTrue();
        Directory.GetFiles(folder, "*.civitai.info").ShouldHaveSingleItem();
        State(present.ShouldExit(0)).ShouldBe("present");
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task Transfers_obey_their_limits_and_offline_asks_nobody(string noun)
    {
        var file = Write(noun, 82098);
        Directory.CreateDirectory(Home.PathOf("b"));

        var offline = await RunAsync(noun, "install", file, "--root", "a", "--offline");
        var asked = Sandbox.Server.Requests.All.Count;
        string[] limits =
        [
            "--connections",
            "1",
            "--parallel",
            "1",
            "--limit-rate",
            "80M",
            "--limit-rate-each",
            "80M",
            "--archives",
            "keep",
        ];
        var done = await RunAsync([noun, "install", file, "--root", "b", "--on-conflict", "refuse", .. limits]);

        offline.ExitCode.ShouldBeOneOf(3, 7);
        offline.Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("failed");
        asked.ShouldBe(0);
        done.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("completed");
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task A_key_opens_what_is_for_members_and_danger_comes_only_by_order(string noun)
    {
        var members = Write(noun, 610002);
        var dangerous = Write(noun, 610009);

        var without = await RunAsync(noun, "install", members, "--root", "a");
        var with = await RunAsync(noun, "install", members, "--root", "a", "--api-key", "sandbox-key");
        var refused = await RunAsync(noun, "install", dangerous, "--root", "b");
        var ordered = await RunAsync(noun, "install", dangerous, "--root", "b", "--allow-unsafe");

        without.ShouldExit(4).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("refused");
        with.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("completed");
        refused.ExitCode.ShouldBe(6);
        var path = ordered.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString();
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_workflow_brought_is_locked()
    {
        var file = Write("graph", 82098);
        Directory.CreateDirectory(Home.PathOf("a"));

        var run = await RunAsync("graph", "install", file, "--root", "a", "--lock", "mine.lock");

        run.ShouldExit(0).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        File.ReadAllText(Home.PathOf("mine.lock")).ShouldContain(Slider);
    }

    [Fact]
    public async Task A_copy_takes_the_hashes_of_the_named_root()
    {
        var file = Write("image", 82098);
        (await RunAsync("image", "install", file, "--root", "a", "--layout", "a1111")).ShouldExit(0);
        new PngMaker()
            .Text(
                "parameters",
                $"x <lora:{Path.GetFileNameWithoutExtension(Slider)}:1>\nSteps: 1, Sampler: Euler, Seed: 1"
            )
            .Save(Home.PathOf("named.png"));

        var run = await RunAsync("image", "write", "named.png", "--to", "copy.png", "--root", "a", "--layout", "a1111");

        var resource = run.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("resources")[0];
        resource.GetProperty("hash").GetString().ShouldNotBeNull().Length.ShouldBe(10);
    }

    private async Task<BerryRun> RunAsync(params string[] words)
    {
        Directory.CreateDirectory(Home.PathOf("a"));
        Directory.CreateDirectory(Home.PathOf("b"));
        Sandbox.Server.Requests.Clear();
        return await Home.RunAsync([.. words, "--json"]);
    }

    private static string? State(BerryRun run) => run.Json.GetProperty("models")[0].GetProperty("state").GetString();

    /// <summary>A workflow or a picture that names the first version of a model of the Sandbox.</summary>
    private string Write(string noun, int model)
    {
        var version = Sandbox.Server.Catalogue.Models.First(one => one.Id == model).Versions[0];
        var name = version.Files[0].Name;
        if (noun == "image")
        {
            var text =
                $"x\nSteps: 1, Sampler: Euler, Seed: 1, Civitai resources: [{{\"type\":\"lora\",\"modelVersionId\":{version.Id},\"modelName\":\"{Path.GetFileNameWithoutExtension(name)}\"}}]";
            new PngMaker().Text("parameters", text).Save(Home.PathOf($"{model}.png"));
            return $"{model}.png";
        }

        var url = new Uri(Sandbox.Server.CivitaiUrl, $"/api/download/models/{version.Id}").AbsoluteUri;
        var node = new
        {
            id = 1,
            type = "LoraLoader",
            widgets_values = new object[] { name, 1, 1 },
            properties = new
            {
                models = new[]
                {
                    new
                    {
                        name,
                        url,
                        directory = "loras",
                    },
                },
            },
        };
        Home.Write($"{model}.json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { nodes = new[] { node } })));
        return $"{model}.json";
    }
}
