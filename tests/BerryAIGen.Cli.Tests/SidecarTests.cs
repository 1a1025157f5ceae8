using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class SidecarTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task What_another_application_wrote_is_shown_and_written_for_a_third()
    {
        Home.Write("models/loras/x.safetensors", "x"u8);
        Home.Write("models/loras/x.webp", "x"u8);
        Home.Write("models/loras/x.cm-info.json", """{"ModelId":5,"VersionId":6,"TrainedWords":["w"]}"""u8);

        var show = await Home.RunAsync("sidecar", "show", "models/loras/x.safetensors", "--json");
        var export = await Home.RunAsync("sidecar", "export", "models/loras/x.safetensors", "--for", "a1111", "--json");

        var file = show.ShouldExit(0).Json.GetProperty("files")[0];
        file.GetProperty("model_id").GetInt32().ShouldBe(5);
        file.GetProperty("sidecars").TryGetProperty("stabilitymatrix", out _).ShouldBeTrue();
        file.GetProperty("previews").TryGetProperty("lora-manager", out _).ShouldBeTrue();
        export.ShouldExit(0).Json.GetProperty("sidecars")[0].GetProperty("state").GetString().ShouldBe("written");
        File.ReadAllText(Home.PathOf("models", "loras", "x.json")).ShouldContain("\"activation text\": \"w\"");
    }

    [Fact]
    public async Task A_person_sees_lines_and_no_json()
    {
        Home.Write("models/loras/x.safetensors", "x"u8);
        Home.Write("models/loras/x.webp", "x"u8);
        Home.Write(
            "models/loras/x.cm-info.json",
            """{"ModelId":5,"ModelName":"Ink","VersionId":6,"TrainedWords":["w","v"]}"""u8
        );

        var lines = (await Home.RunAsync("sidecar", "show", "models/loras/x.safetensors")).ShouldExit(0).Output;

        lines.ShouldMatch(@"\nmodel +Ink \(5\)\n");
        lines.ShouldMatch(@"\ntrigger words +w, v\n");
        lines.ShouldContain("stabilitymatrix has");
        lines.ShouldContain("lora-manager shows");
        lines.ShouldNotContain("{");
        lines.ShouldNotContain("[");
    }

    [Fact]
    public async Task A_word_that_is_no_application_is_told_with_those_that_are() =>
        (await Home.RunAsync("sidecar", "export", "x.safetensors", "--for", "winamp"))
            .ShouldExit(2)
            .Error.ShouldContain("civitai-helper");
}
