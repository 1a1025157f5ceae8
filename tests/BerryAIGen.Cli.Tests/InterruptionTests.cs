using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class LargeSandbox : SandboxFixture
{
    public const long LargeFileBytes = 8_000_000;

    protected override SandboxOptions Options => new() { LargeFileBytes = LargeFileBytes };
}

public sealed class InterruptionTests(LargeSandbox sandbox) : SandboxTest(sandbox), IClassFixture<LargeSandbox>
{
    [Fact]
    public async Task Ctrl_C_in_a_transfer_keeps_the_part_and_the_next_run_fetches_only_the_rest()
    {
        Sandbox.Server.Faults.Add(new Fault { Host = "storage", StallAfter = 3_000_000 });
        using var first = Home.Start("download", "990001", "--root", "c", "--json");
        await Eventually.TrueAsync(
            () => Parts().Any(part => part.Length >= 1_000_000),
            TestContext.Current.CancellationToken
        );

        first.Interrupt();
        var interrupted = await first.EndAsync();
        var kept = Parts().Max(part => part.Length);
        Sandbox.Server.Faults.Clear();
        var second = await Home.RunAsync("download", "990001", "--root", "c", "--json");

        interrupted.ShouldExit(130).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("cancelled");
        var item = second.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("state").GetString().ShouldBe("completed");
        item.GetProperty("verified_by").GetString().ShouldBe("sha256");
        item.GetProperty("transferred").GetInt64().ShouldBeInRange(1, LargeSandbox.LargeFileBytes - kept + 1);
        Parts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_C_while_civitai_does_not_answer_ends_at_once()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", StallAfter = 0 });
        using var run = Home.Start("civitai", "model", "257749", "--json");
        await Eventually.TrueAsync(() => Sandbox.Server.Requests.All.Count > 0, TestContext.Current.CancellationToken);

        run.Interrupt();

        var ended = await run.EndAsync();
        ended.ShouldExit(130).Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("cancelled");
    }

    private IEnumerable<FileInfo> Parts() =>
        new DirectoryInfo(Home.Folder).EnumerateFiles("*.part", SearchOption.AllDirectories);
}
