using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed partial class HelpTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    public static TheoryData<string> Examples =>
        [
            .. typeof(BerryCommand)
                .Assembly.GetTypes()
                .Where(IsCommand)
                .SelectMany(type => ((BerryCommand)Activator.CreateInstance(type)!).Examples)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_works_as_shown_and_stands_in_the_help_of_its_command(string example)
    {
        Assert.SkipWhen(
            example is "berry demo" or "berry up --sandbox" or "berry roots clean attic"
                || example.StartsWith("berry workflow ", StringComparison.Ordinal),
            "It has a test of its own."
        );
        Home.Write("civitai_models_config.json", """{"downloads":[{"source":"civitai","model_id":128713}]}"""u8);
        Home.Write(
            ".config/berryaigen/config.json",
            """{"civitai_api_key":"sandbox-key","roots":[{"name":"archive","path":"models"}]}"""u8
        );
        Home.Write("models/checkpoints/dreamshaper_8.safetensors", Safetensors);
        Home.Write("models/loras/known.safetensors", Safetensors);
        Home.Write("models/loras/known.civitai.info", """{"id":2,"modelId":1,"name":"v1"}"""u8);
        Home.Write("models/loras/known.safetensors.civitai.json", """{"source_url":"https://example.com/x"}"""u8);
        Home.Write(
            "workflow.json",
            """{"1":{"class_type":"LoraLoader","inputs":{"lora_name":"known.safetensors"}}}"""u8
        );
        const string recipe = "a cat <lora:known:1>\nSteps: 20, Sampler: Euler a, Seed: 1";
        new PngMaker().Text("parameters", recipe).Save(Home.PathOf("picture.png"));
        new PngMaker().Text("parameters", recipe).Save(Home.PathOf("ComfyUI_00001_.png"));
        new PngMaker().Save(Home.PathOf("edited.png"));
        Home.Write("form.json", """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"a red fox"}"""u8);
        Home.Write(".config/berryaigen/presets/sdxl/Soft.json", """{"name":"Soft","values":{"cfgScale":4}}"""u8);
        Home.Write("berry.lock", Lock);
        Home.Write("models/.berry/root.json", """{"schema_version":1,"id":"one"}"""u8);
        if (
            example.StartsWith("berry key ", StringComparison.Ordinal)
            || example.StartsWith("berry gates ", StringComparison.Ordinal)
            || example.StartsWith("berry model can-generate ", StringComparison.Ordinal)
        )
            Home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        if (example == "berry key remove laptop")
            (await Home.RunAsync("key", "add", "laptop")).ShouldExit(0);
        string[] gate = ["gates", "set", "krea-testers", "--audience", "testers", "--ecosystems", "Krea2"];
        if (example == "berry gates remove krea-testers")
            (await Home.RunAsync(gate)).ShouldExit(0);
        if (
            example.StartsWith("berry update", StringComparison.Ordinal)
            || example.StartsWith("berry rollback", StringComparison.Ordinal)
        )
            WriteUpdated();
        WriteKept("trash");
        WriteKept("quarantine");
        Home.Write("ComfyUI/models/loras/ink.safetensors", Safetensors);
        var words = Word().Matches(example).Select(word => word.Value.Trim('"')).Skip(1).ToArray();
        var command = words.TakeWhile(word => CommandWord().IsMatch(word)).Take(2).ToArray();

        var run = await Home.RunAsync(words);
        var help = await Home.RunAsync([.. command, "--help"]);

        run.ShouldExit(0);
        help.ShouldExit(0).Output.ShouldContain($"  {example}\n");
    }

    [Fact]
    public void Every_command_has_an_example() =>
        typeof(BerryCommand)
            .Assembly.GetTypes()
            .Where(IsCommand)
            .ShouldAllBe(type => ((BerryCommand)Activator.CreateInstance(type)!).Examples.Count > 0);

    private static bool IsCommand(Type type) => type.IsSubclassOf(typeof(BerryCommand)) && !type.IsAbstract;

    // A model that was taken away earlier.
    private void WriteKept(string place)
    {
        const string id = "20261121-143012-ab12";
        Home.Write($"models/.berry/{place}/{id}/files/old.safetensors", Safetensors);
        Home.Write(
            $"models/.berry/{place}/{id}/manifest.json",
            """
            {"schema_version":1,"id":"20261121-143012-ab12","path":"checkpoints/old.safetensors","state":"Kept",
            "at":"2026-11-21T14:30:12Z","names":["old.safetensors"],"files":[{"name":"old.safetensors","size":10}]}
            """u8
        );
    }

    // A model whose version is known, and one that took the place of another.
    private void WriteUpdated()
    {
        Home.Write("models/loras/ink.safetensors", Safetensors);
        Home.Write(
            "models/loras/ink.safetensors.civitai.json",
            """{"source":"civitai","model_id":82098,"version_id":87153}"""u8
        );
        Home.Write("models/loras/ink_v2.safetensors", Safetensors);
        Home.Write(
            "models/.berry/updates/20261122-100000-ab12.json",
            Recorded(
                """
                {"schema_version":1,"id":"20261122-100000-ab12","at":"2026-11-22T10:00:00Z","stage":"Done","model_id":1,
                "old_path":"loras/ink_v1.safetensors","new_path":"loras/ink_v2.safetensors","from_version":1,"to_version":2,
                "sha256":"HASH","staged":".berry/updates/2-1-ab12","names":["ink_v2.safetensors"],"leaving":[]}
                """
            )
        );
    }

    // What lies there already.
    private static byte[] Lock =>
        Recorded(
            """{"lock_version":1,"files":[{"folder":"loras","path":"known.safetensors","size":10,"hashes":{"sha256":"HASH"}}]}"""
        );

    private static byte[] Recorded(string json) =>
        Encoding.UTF8.GetBytes(
            json.Replace("HASH", Convert.ToHexStringLower(SHA256.HashData(Safetensors)), StringComparison.Ordinal)
        );

    // The shortest valid file: a header without tensors.
    private static ReadOnlySpan<byte> Safetensors => "\u0002\0\0\0\0\0\0\0{}"u8;

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex CommandWord();
}
