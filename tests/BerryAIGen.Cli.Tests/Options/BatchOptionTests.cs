using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Cli.Tests.Options;

/// <summary>Has a file that is long enough to come over several connections.</summary>
public sealed class DividedSandbox : SandboxFixture
{
    protected override SandboxOptions Options => new() { LargeFileBytes = 33 << 20 };
}

/// <summary>What can be said to a whole batch, seen in what it leaves on the disk and asks of the network.</summary>
public sealed class BatchOptionTests(DividedSandbox sandbox) : SandboxTest(sandbox), IClassFixture<DividedSandbox>
{
    private const string Slider = "more_detail_slider.safetensors";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_writes_nothing_and_an_offline_one_asks_nothing()
    {
        var dry = await BatchAsync("82098", "--root", "a", "--dry-run", "--json");
        var isThere = Directory.Exists(Home.PathOf("a"));
        Sandbox.Server.Requests.Clear();
        var offline = await BatchAsync("82098", "--root", "a", "--offline");

        State(dry.ShouldExit(0)).ShouldBe("planned");
        offline.ShouldExit(7).Error.ShouldContain("ffline");
        Sandbox.Server.Requests.All.ShouldBeEmpty();
        isThere.ShouldBeFalse();
    }

    [Fact]
    public async Task The_folder_is_that_of_the_layout_of_the_type_or_exactly_the_named_one_and_is_locked()
    {
        (await BatchAsync("82098", "--root", "a", "--layout", "a1111")).ShouldExit(0);
        (await BatchAsync("82098", "--root", "b", "--model-type", "vae")).ShouldExit(0);
        (await BatchAsync("82098", "--to", "c", "--lock", "mine.lock")).ShouldExit(0);

        File.Exists(Home.PathOf("a", "models", "Lora", Slider)).ShouldBeTrue();
        File.Exists(Home.PathOf("b", "models", "vae", Slider)).ShouldBeTrue();
        File.Exists(Home.PathOf("c", Slider)).ShouldBeTrue();
        File.ReadAllText(Home.PathOf("mine.lock")).ShouldContain(Slider);
    }

    [Fact]
    public async Task Something_else_of_the_name_is_refused_or_skipped_by_wish()
    {
        Home.Write($"a/{Slider}", "mine"u8);

        var refused = await BatchAsync("82098", "--to", "a", "--on-conflict", "refuse", "--json");
        var skipped = await BatchAsync("82098", "--to", "a", "--skip-existing", "--json");

        State(refused.ShouldExit(1)).ShouldBe("refused");
        State(skipped.ShouldExit(0)).ShouldBe("skipped");
        File.ReadAllText(Home.PathOf("a", Slider)).ShouldBe("mine");
        Models("a").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_opens_what_is_for_members_and_danger_comes_only_by_order()
    {
        var without = await BatchAsync("610002", "--to", "a");
        var with = await BatchAsync("610002", "--to", "a", "--api-key", "sandbox-key");
        var refused = await BatchAsync("610009", "--to", "b");
        var before = Directory.Exists(Home.PathOf("b")) ? Directory.GetFiles(Home.PathOf("b")) : [];
        var ordered = await BatchAsync("610009", "--to", "b", "--allow-unsafe", "--json");

        without.ShouldExit(4);
        with.ShouldExit(0);
        Models("a").ShouldHaveSingleItem();
        refused.ShouldExit(6);
        before.ShouldBeEmpty();
        File.Exists(ordered.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("path").GetString()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_archive_stays_packed_by_wish()
    {
        await using var server = await ScriptedServer.StartAsync();
        var zip = ZipBytes.Create(("a.safetensors", "\u0002\0\0\0\0\0\0\0{}"u8.ToArray()));
        server.On("/pair.zip", ScriptedAnswer.File(zip, "\"v1\""));
        Home.Variables["BERRY_ALLOW_HOSTS"] = "127.0.0.1";
        var address = server.At("/pair.zip").AbsoluteUri;

        (await BatchAsync(address, "--to", "a", "--archives", "keep")).ShouldExit(0);
        (await BatchAsync(address, "--to", "b", "--archives", "unpack")).ShouldExit(0);

        File.ReadAllBytes(Home.PathOf("a", "pair.zip")).ShouldBe(zip);
        File.Exists(Home.PathOf("a", "a.safetensors")).ShouldBeFalse();
        File.Exists(Home.PathOf("b", "a.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_large_file_comes_over_as_many_connections_as_are_allowed()
    {
        // Slow enough that the first connection does not have all before a second one is there.
        Sandbox.Server.Faults.Add(new Fault { Host = "storage", BytesPerSecond = 16 << 20 });

        (await BatchAsync("990001", "--to", "a", "--connections", "1")).ShouldExit(0);
        var one = Sandbox.Server.Requests.To("storage").Count;
        Sandbox.Server.Requests.Clear();
        (await BatchAsync("990001", "--to", "b", "--connections", "2")).ShouldExit(0);

        Sandbox.Server.Requests.To("storage").Count.ShouldBeGreaterThan(one);
        File.ReadAllBytes(Models("a")[0]).ShouldBe(File.ReadAllBytes(Models("b")[0]));
    }

    [Fact]
    public async Task As_many_files_come_at_once_as_are_allowed()
    {
        Home.Write("list.txt", "82098, 610011, 610013\n"u8);
        Sandbox.Server.Faults.Add(new Fault { Host = "storage", StallAfter = 1000 });

        using var run = Home.Start("batch", "list.txt", "--to", "a", "--parallel", "3");

        // By default it is two, and the third would wait for one of them for ever.
        await Eventually.TrueAsync(
            () => Sandbox.Server.Requests.To("storage").Select(request => request.Path).Distinct().Count() == 3,
            Stop
        );
        run.Interrupt();
        (await run.EndAsync()).ShouldExit(130).Error.ShouldContain("cancelled");
    }

    [Theory]
    [InlineData("--limit-rate")]
    [InlineData("--limit-rate-each")]
    public async Task A_rate_is_kept(string option)
    {
        var run = await BatchAsync("82098", "--to", "a", option, "80K", "--json");

        // 144 kB.
        run.ShouldExit(0)
            .Json.GetProperty("summary")
            .GetProperty("elapsed_ms")
            .GetInt64()
            .ShouldBeGreaterThanOrEqualTo(700);
        Models("a").ShouldHaveSingleItem();
    }

    private Task<BerryRun> BatchAsync(string list, params string[] options)
    {
        Home.Write("list.txt", System.Text.Encoding.UTF8.GetBytes($"{list}\n"));
        return Home.RunAsync(["batch", "list.txt", .. options]);
    }

    private static string State(BerryRun run) => run.Json.GetProperty("items")[0].GetProperty("state").GetString()!;

    private string[] Models(string folder) =>
        Directory.GetFiles(Home.PathOf(folder), "*.safetensors", SearchOption.AllDirectories);
}
