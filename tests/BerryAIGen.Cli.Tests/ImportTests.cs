using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Cli.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    private static ReadOnlySpan<byte> Safetensors => "\u0002\0\0\0\0\0\0\0{}"u8;

    [Fact]
    public async Task A_copy_goes_to_its_folder_with_a_record_and_the_original_stays()
    {
        _home.Write("own/style.safetensors", Safetensors);
        _home.Write("models/loras/other.txt", "x"u8);

        var run = await _home.RunAsync(
            "import",
            "own/style.safetensors",
            "--type",
            "loras",
            "--name",
            "My Style",
            "--trigger-word",
            "mystyle",
            "--json"
        );

        var file = run.ShouldExit(0).Json.GetProperty("files")[0];
        file.GetProperty("state").GetString().ShouldBe("imported");
        var path = file.GetProperty("path").GetString()!;
        path.ShouldEndWith("models/loras/style.safetensors");
        File.ReadAllBytes(path).ShouldBe(Safetensors.ToArray());
        File.ReadAllText(path + ".civitai.json").ShouldContain("mystyle");
        File.Exists(_home.PathOf("own/style.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pickle_that_runs_code_is_refused_and_the_other_file_is_imported()
    {
        _home.Write("evil.pt", PickleScript.Of(2).Global("os", "system").CallWith("id").Stop());
        _home.Write("good.safetensors", Safetensors);
        _home.Write("models/loras/other.txt", "x"u8);

        var run = await _home.RunAsync("import", "evil.pt", "good.safetensors", "--type", "loras");

        run.ShouldExit(6).Error.ShouldContain("would run code");
        run.Output.ShouldContain("imported  ");
        File.Exists(_home.PathOf("models/loras/evil.pt")).ShouldBeFalse();
        File.Exists(_home.PathOf("evil.pt")).ShouldBeTrue();
    }

    [Fact]
    public async Task In_place_only_a_record_is_written()
    {
        _home.Write("here/good.safetensors", Safetensors);

        (await _home.RunAsync("import", "here/good.safetensors", "--in-place"))
            .ShouldExit(0)
            .Output.ShouldContain("registered");

        File.Exists(_home.PathOf("here/good.safetensors.civitai.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, "There is no file", "nothing.safetensors")]
    [InlineData(2, "is no name of a model file", "notes.txt")]
    [InlineData(2, "can only be given to one file", "a.safetensors", "b.safetensors", "--name", "x")]
    public async Task A_wrong_word_is_told_in_one_sentence(int exit, string sentence, params string[] arguments)
    {
        _home.Write("notes.txt", "x"u8);

        (await _home.RunAsync(["import", .. arguments])).ShouldExit(exit).Error.ShouldContain(sentence);
    }
}
