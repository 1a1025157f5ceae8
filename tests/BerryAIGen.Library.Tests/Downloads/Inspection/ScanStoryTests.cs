using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Downloads.Inspection;

/// <summary>A download that may hold code, from the address to the record.</summary>
public sealed class ScanStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Harm = PickleScript.Of(2).Global("posix", "system").CallWith("true").Stop();
    private static readonly byte[] Odd = PickleScript.Of(2).Global("somebody.models", "Net").Raw(")R").Stop();
    private static readonly byte[] Fine = TorchFile.Zip(
        [new TorchTensor("w", "FloatStorage", "0", [1])],
        [("0", "FloatStorage", new byte[4])]
    );

    private static async Task<DownloadItem> DownloadAsync(
        LibraryStory story,
        byte[] content,
        bool acceptsDanger = false
    )
    {
        await using var server = new RawHttpServer(RawReply.File(content));
        var request = story.Request(server.Address("/files/model.pt").AbsoluteUri) with
        {
            AcceptsDanger = acceptsDanger,
        };
        var items = await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken);
        return items.ShouldHaveSingleItem();
    }

    private LibraryStory Story(Func<LibraryOptions, LibraryOptions>? settings = null) =>
        new(sandbox, allowedHost: "127.0.0.1", settings: settings);

    private static JsonNode RecordOf(DownloadItem item) => JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;

    [Fact]
    public async Task A_dangerous_file_is_refused_and_kept_aside()
    {
        using var story = Story();

        var item = await DownloadAsync(story, Harm);

        item.State.ShouldBe(DownloadState.Refused);
        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        item.Reason!.ShouldContain("posix.system");
        item.Failure.ResolutionSteps.ShouldContain(step => step.Contains("--allow-unsafe", StringComparison.Ordinal));
        story.Files().ShouldHaveSingleItem().ShouldEndWith(".rejected");
    }

    [Fact]
    public async Task A_person_may_accept_it_and_the_record_tells()
    {
        using var story = Story();

        var item = await DownloadAsync(story, Harm, acceptsDanger: true);

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Reason!.ShouldContain("posix.system");
        var scan = RecordOf(item)["scan"]!;
        scan["verdict"]!.GetValue<string>().ShouldBe("dangerous");
        scan["globals"]!.ToJsonString().ShouldBe("""[["posix","system","dangerous"]]""");
    }

    [Fact]
    public async Task A_suspicious_file_is_published_with_a_word_or_refused_by_setting()
    {
        using var story = Story();
        using var strict = Story(options => options with { RefusesSuspicious = true });

        var published = await DownloadAsync(story, Odd);
        var refused = await DownloadAsync(strict, Odd);

        published.State.ShouldBe(DownloadState.Completed);
        published.Reason!.ShouldContain("somebody.models.Net");
        RecordOf(published)["scan"]!["verdict"]!.GetValue<string>().ShouldBe("suspicious");
        refused.State.ShouldBe(DownloadState.Refused);
        refused.Reason!.ShouldContain("by setting");

        var accepted = await DownloadAsync(strict, Odd, acceptsDanger: true);
        accepted.State.ShouldBe(DownloadState.Completed, accepted.Reason);
    }

    [Fact]
    public async Task A_clean_file_is_published_without_a_word_and_one_that_breaks_off_with_one()
    {
        using var story = Story();

        var clean = await DownloadAsync(story, Fine);
        var broken = await DownloadAsync(story, Odd[..^2]);

        clean.State.ShouldBe(DownloadState.Completed);
        (clean.Reason ?? "").ShouldNotContain("scan");
        RecordOf(clean)["scan"]!["verdict"]!.GetValue<string>().ShouldBe("clean");
        RecordOf(clean)["validation"]!.GetValue<string>().ShouldBe("passed");
        RecordOf(broken)["scan"]!["verdict"]!.GetValue<string>().ShouldBe("unreadable");
    }

    [Fact]
    public async Task A_file_that_breaks_the_rules_of_its_format_is_not_published()
    {
        using var story = Story();

        var item = await DownloadAsync(story, TinySafetensors.Create(500)[..^1]);

        item.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.Verification);
        item.Failure.Message.ShouldContain("MetadataIncompleteBuffer");
        story.Files().ShouldNotContain(name => name.EndsWith(".pt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_switched_off_passes_and_the_record_says_so()
    {
        using var story = Story(options => options with { ScansFiles = false, ValidatesModels = false });

        var item = await DownloadAsync(story, Harm);

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        RecordOf(item)["scan"]!["verdict"]!.GetValue<string>().ShouldBe("off by setting");
        RecordOf(item)["validation"]!.GetValue<string>().ShouldBe("off by setting");
    }
}
