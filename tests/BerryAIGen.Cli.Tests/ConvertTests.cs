using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Cli.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    private void WriteCheckpoint() =>
        _home.Write(
            "a.ckpt",
            TorchFile.Zip([new TorchTensor("w", "FloatStorage", "0", [2])], [("0", "FloatStorage", new byte[8])])
        );

    [Fact]
    public async Task Convert_prints_the_new_file_and_its_origin()
    {
        WriteCheckpoint();

        var run = await _home.RunAsync("convert", "a.ckpt", "--to", "safetensors", "--dtype", "bf16", "--json");

        var file = run.ShouldExit(0).Json;
        Path.GetFileName(file.GetProperty("path").GetString()).ShouldBe("a-bf16.safetensors");
        file.GetProperty("tensor_count").GetInt32().ShouldBe(1);
        file.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        file.GetProperty("source_sha256").GetString()!.Length.ShouldBe(64);
        (await _home.RunAsync("inspect", "a-bf16.safetensors")).ShouldExit(0);
    }

    [Fact]
    public async Task A_checkpoint_that_is_none_is_told_in_one_sentence()
    {
        _home.Write("bad.ckpt", "no pickle"u8);

        var run = await _home.RunAsync("convert", "bad.ckpt");

        run.ShouldExit(5).Error.ShouldContain("bad.ckpt is not converted: ");
        run.Error.Split("cannot be read").Length.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_person_is_told_what_was_made_and_that_it_was_there_already()
    {
        WriteCheckpoint();

        var made = await _home.RunAsync("convert", "a.ckpt", "--output", "new.safetensors");
        var again = await _home.RunAsync("convert", "a.ckpt", "--output", "new.safetensors");

        made.ShouldExit(0).Output.ShouldMatch(@"new\.safetensors \(\d+ B\), 1 tensors?\n$");
        again.ShouldExit(0).Output.ShouldContain("was there already");
        (await _home.RunAsync("hash", "a.ckpt", "--only", "sha256")).ShouldExit(0);
    }

    [Fact]
    public async Task Something_else_of_the_new_name_is_never_overwritten()
    {
        WriteCheckpoint();
        _home.Write("a.safetensors", "mine"u8);

        var run = await _home.RunAsync("convert", "a.ckpt");

        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain("a.safetensors");
        File.ReadAllText(_home.PathOf("a.safetensors")).ShouldBe("mine");
    }

    [Fact]
    public async Task Convert_refuses_danger_other_formats_and_what_is_not_there()
    {
        WriteCheckpoint();
        _home.Write("bad.ckpt", PickleScript.Of(2).Global("posix", "system").CallWith("true").Stop());

        (await _home.RunAsync("convert", "bad.ckpt")).ShouldExit(6).Error.ShouldContain("posix.system");
        (await _home.RunAsync("convert", "a.ckpt", "--to", "gguf")).ShouldExit(2).Error.ShouldContain("gguf");
        (await _home.RunAsync("convert", "a.ckpt", "--dtype", "int4")).ShouldExit(2).Error.ShouldContain("fp8_e4m3fn");
        (await _home.RunAsync("convert", "missing.ckpt")).ShouldExit(3);
    }
}
