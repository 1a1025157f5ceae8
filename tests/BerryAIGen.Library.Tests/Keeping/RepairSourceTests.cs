using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>Where the right bytes come from: sources that fail for a while, may not be asked, or have something else now.</summary>
public sealed class RepairSourceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const int Block = FileHashes.BlockBytes;

    private static readonly byte[] Right = TinySafetensors.Create((4 * Block) + 1000);

    [Fact]
    public async Task What_was_accepted_as_dangerous_comes_back_without_another_question()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.pt", ScriptedAnswer.File(Pickle("system"), "\"v1\""));
        using var story = Story();
        var path = await DownloadAsync(story, server, "/m.pt", acceptsDanger: true);
        FileCheckTests.Damage(path, keepTime: true, at: 5);

        var file = await RepairAsync(story.Library, story);

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        File.ReadAllBytes(path).ShouldBe(Pickle("system"));
    }

    [Fact]
    public async Task Another_dangerous_file_was_never_accepted_and_gets_no_name()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.pt", ScriptedAnswer.File(Pickle("system"), "\"v1\""));
        using var story = Story();
        var path = await DownloadAsync(story, server, "/m.pt", acceptsDanger: true);
        FileCheckTests.Damage(path, keepTime: true, at: 5);
        var broken = File.ReadAllBytes(path);
        server.On("/m.pt", ScriptedAnswer.File(Pickle("popen"), "\"v2\""));

        var file = await RepairAsync(story.Library, story);

        file.Failure.ShouldNotBeNull().Message.ShouldContain("another file now");
        File.ReadAllBytes(path).ShouldBe(broken);
        story.Files().Where(name => name.EndsWith(".pt", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dropped_connection_costs_the_rest_of_the_block_and_not_the_whole_file()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.safetensors", ScriptedAnswer.File(Right, "\"v1\""));
        using var story = Story();
        var path = await DownloadAsync(story, server, "/m.safetensors");
        FileCheckTests.Damage(path, keepTime: true, at: Block + 5);
        var asked = server.Requests.Count;
        server.On(
            "/m.safetensors",
            ScriptedAnswer.Text("busy", 503),
            new ScriptedAnswer
            {
                Status = 206,
                Body = Right[Block..(2 * Block)],
                CutAfter = 100_000,
            }.With("Content-Range", $"bytes {Block}-{(2 * Block) - 1}/{Right.Length}"),
            ScriptedAnswer.File(Right, "\"v1\"")
        );

        var file = await RepairAsync(story.Library, story);

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        file.TransferredBytes.ShouldBe(Block);
        File.ReadAllBytes(path).AsSpan().SequenceEqual(Right).ShouldBeTrue();
        var ranges = server.Requests.Skip(asked).Select(request => request.Header("Range") ?? "").ToArray();
        ranges.Length.ShouldBe(3);
        ranges[..2].ShouldAllBe(range => range == $"bytes={Block}-{(2 * Block) - 1}");
        ranges[2].ShouldEndWith($"-{(2 * Block) - 1}");
    }

    [Fact]
    public async Task A_server_without_ranges_gives_the_whole_file()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.safetensors", new ScriptedAnswer { Body = Right, ContentType = "application/octet-stream" });
        using var story = Story();
        var path = await DownloadAsync(story, server, "/m.safetensors");
        FileCheckTests.Damage(path, keepTime: true, at: Block + 5);

        var file = await RepairAsync(story.Library, story);

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        file.TransferredBytes.ShouldBe(Right.Length);
        File.ReadAllBytes(path).AsSpan().SequenceEqual(Right).ShouldBeTrue();
    }

    [Theory]
    [InlineData("offline")]
    [InlineData("other host")]
    [InlineData("dead proxy")]
    public async Task Who_may_not_be_asked_is_not_asked_and_the_broken_file_stays(string why)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/m.safetensors", ScriptedAnswer.File(Right, "\"v1\""));
        using var story = Story();
        var path = await DownloadAsync(story, server, "/m.safetensors");
        FileCheckTests.Damage(path, keepTime: true, at: Block + 5);
        var broken = File.ReadAllBytes(path);
        var asked = server.Requests.Count;
        var options = story.Library.Options;
        using var library = story.Library.With(
            why switch
            {
                "offline" => options with { Network = options.Network with { IsOffline = true } },
                "dead proxy" => options with
                {
                    Network = options.Network with { Proxy = new Uri("http://127.0.0.1:9") },
                },
                _ => options with { AllowedHosts = ["localhost"] },
            }
        );

        var file = await RepairAsync(library, story);

        file.State.ShouldBe(CheckState.Changed);
        file.Failure.ShouldNotBeNull();
        File.ReadAllBytes(path).AsSpan().SequenceEqual(broken).ShouldBeTrue();
        server.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task A_file_of_Hugging_Face_is_fetched_again_from_its_repository()
    {
        using var story = Story();
        var item = (
            await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors")
        ).ShouldHaveSingleItem();
        var right = File.ReadAllBytes(item.Path!);
        FileCheckTests.Damage(item.Path!, keepTime: true);

        var file = await RepairAsync(story.Library, story);

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        File.ReadAllBytes(item.Path!).ShouldBe(right);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LibraryStory Story() => new(sandbox, allowedHost: "127.0.0.1");

    private static byte[] Pickle(string name) => PickleScript.Of(2).Global("posix", name).CallWith("true").Stop();

    private static async Task<string> DownloadAsync(
        LibraryStory story,
        ScriptedServer server,
        string path,
        bool acceptsDanger = false
    )
    {
        var request = story.Request(server.At(path).AbsoluteUri) with { AcceptsDanger = acceptsDanger };
        var item = (await story.Library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        return item.Path!;
    }

    private static async Task<CheckedFile> RepairAsync(BerryLibrary library, LibraryStory story) =>
        (
            await library.Keeping.CheckAsync(
                new CheckRequest { Paths = [story.Path()], Repairs = true },
                null,
                null,
                Token
            )
        ).ShouldHaveSingleItem();
}
