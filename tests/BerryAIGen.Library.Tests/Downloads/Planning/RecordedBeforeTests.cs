using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads.HuggingFace;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Planning;

/// <summary>By wish, what the records tell of is left alone without a question to its source.</summary>
public sealed class RecordedBeforeTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{model}@{version}")]
    [InlineData("version:{version}")]
    [InlineData("sha256:{sha256}")]
    public async Task A_pinned_file_that_is_recorded_costs_no_question(string form)
    {
        using var story = new LibraryStory(sandbox);
        var first = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        first.State.ShouldBe(DownloadState.Completed, first.Reason);
        var reference = form.Replace("{model}", $"{first.Remote!.ModelId}")
            .Replace("{version}", $"{first.Remote.VersionId}")
            .Replace("{sha256}", first.Sha256);
        var asked = sandbox.Server.Requests.All.Count;

        var item = await AgainAsync(story, reference);

        item.State.ShouldBe(DownloadState.AlreadyPresent, item.Reason);
        item.Path.ShouldBe(first.Path);
        item.Sha256.ShouldBe(first.Sha256);
        sandbox.Server.Requests.All.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task The_file_of_a_commit_as_well()
    {
        using var folder = new TemporaryFolder();
        await using var hub = new RawHttpServer(request =>
            request.Target.Contains("/revision/") ? HubStory.Json($$"""{"sha":"{{Commit}}"}""")
            : request.Target.Contains("/tree/")
                ? HubStory.Json("""[{"type":"file","path":"a/b.safetensors","size":5000,"oid":"x"}]""")
            : RawReply.File(TinySafetensors.Create(5000))
        );
        var options = new LibraryOptions { HuggingFaceUrl = hub.Address("/"), AllowedHosts = ["127.0.0.1"] };
        using var library = new BerryLibrary(options);
        var request = new DownloadRequest
        {
            References = [$"hf:owner/repo/a/b.safetensors@{Commit}"],
            Target = new DownloadTarget { Folder = folder.Path },
            SkipsExisting = true,
        };
        var first = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
        first.State.ShouldBe(DownloadState.Completed, first.Reason);
        var asked = hub.Requests.Count;

        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
        var askedAgain = hub.Requests.Count;
        var branch = request with { References = ["hf:owner/repo/a/b.safetensors@main"] };
        var moving = (await library.DownloadAsync(branch, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.AlreadyPresent, item.Reason);
        moving.State.ShouldBe(DownloadState.Skipped, "a branch moves, so the source is asked");
        askedAgain.ShouldBe(asked);
        hub.Requests.Count.ShouldBeGreaterThan(asked);
    }

    [Fact]
    public async Task What_was_changed_since_its_record_is_asked_for()
    {
        using var story = new LibraryStory(sandbox);
        var first = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        File.AppendAllText(first.Path!, "more");
        var asked = sandbox.Server.Requests.All.Count;

        var item = await AgainAsync(story, $"82098@{first.Remote!.VersionId}");

        item.State.ShouldBe(DownloadState.Skipped, item.Reason);
        sandbox.Server.Requests.All.Count.ShouldBeGreaterThan(asked);
    }

    [Fact]
    public async Task Another_file_of_the_version_does_not_stand_for_the_version()
    {
        using var story = new LibraryStory(sandbox);
        const string version = "257749@290640";
        var files = (await story.Library.Civitai.Versions.GetAsync(290640, Token)).Files;
        var other = files.First(file => !file.IsPrimary);
        var choice = new FileChoice { FileId = (int)other.Id };
        var request = story.Request(version) with { Choice = choice, SkipsExisting = true };
        (await story.Library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();

        var same = (await story.Library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();
        var primary = await AgainAsync(story, version);

        same.State.ShouldBe(DownloadState.AlreadyPresent, same.Reason);
        primary.State.ShouldBe(DownloadState.Completed, primary.Reason);
        primary.Path.ShouldNotBe(same.Path);
    }

    [Fact]
    public async Task A_file_that_lies_elsewhere_is_none_of_the_folder_that_is_named()
    {
        using var story = new LibraryStory(sandbox);
        var first = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var named = story.Request($"82098@{first.Remote!.VersionId}") with
        {
            SkipsExisting = true,
            Target = new DownloadTarget { Folder = story.Path("loras", "mine") },
        };

        var item = (await story.Library.DownloadAsync(named, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
    }

    private static async Task<DownloadItem> AgainAsync(LibraryStory story, string reference) =>
        (
            await story.Library.DownloadAsync(story.Request(reference) with { SkipsExisting = true }, null, Token)
        ).ShouldHaveSingleItem();
}
