using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>What a person sees on a real terminal.</summary>
public sealed class TerminalTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private const string Bar = "━";
    private const string CursorUp = "\e[2A";

    [Fact]
    public async Task A_table_shows_the_names_of_files_that_lie_deep()
    {
        Home.Write("srv/ComfyUI/models/checkpoints/illustrious/someone/a_name_that_is_long_fp16.safetensors", "x"u8);

        var run = await Home.RunOnTerminalAsync("list", "--root", "srv/ComfyUI");

        run.ShouldExit(0).Output.ShouldContain("is_long_fp16.safetensors");
        run.Output.Split('\n').Select(line => line.Trim()).ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task A_retry_is_told_above_the_bars()
    {
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                CutAfter = 5000,
                Times = 1,
            }
        );

        var run = await Home.RunOnTerminalAsync("download", "82098", "--root", "c");

        var told = run.ShouldExit(0).Output.IndexOf("Trying again", StringComparison.Ordinal);
        told.ShouldBePositive();
        var redrawn = run.Output.IndexOf(Bar, told, StringComparison.Ordinal);
        // Going back up before the bars are drawn anew would write over the sentence.
        run.Output[told..redrawn].ShouldNotContain(CursorUp);
    }
}
