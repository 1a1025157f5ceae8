using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

/// <summary>A lock of Hugging Face is of one commit, whatever its branches mean later.</summary>
public sealed class PinnedRevisionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Commit = "6f5e4d3c2b1a09f8e7d6c5b4a3f2e1d0c9b8a7f6";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_lock_names_the_repository_and_the_commit(bool isOfRecords)
    {
        using var story = new LibraryStory(sandbox);
        var path = Path.Combine(story.Root, "berry.lock");
        var target = new DownloadTarget { Root = story.Root };
        var items = await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors");
        var locks = story.Library.Locks;

        var outcome = isOfRecords
            ? await locks.LockAsync(new LockRequest { Path = path, Target = target }, Token)
            : locks.Add(path, items, target);

        var file = outcome.Files.ShouldHaveSingleItem();
        (file.Repository, file.Revision).ShouldBe(("sandbox-labs/variants", Commit));
        LockFile.Read(path).Files.ShouldHaveSingleItem().Revision.ShouldBe(Commit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sync_asks_for_the_locked_commit_after_the_branch_went_on(bool isFrozen)
    {
        using var folder = new TemporaryFolder();
        var (old, newer) = (TinySafetensors.Create(160), TinySafetensors.Create(320));
        var main = "aaaa";
        await using var hub = new RawHttpServer(request =>
            request.Target.Contains("/revision/")
                ? Json(
                    $$"""{"id":"owner/repo","sha":"{{(request.Target.EndsWith("bbbb", StringComparison.Ordinal) ? "bbbb" : request.Target.EndsWith("aaaa", StringComparison.Ordinal) ? "aaaa" : main)}}"}"""
                )
            : request.Target.Contains("/tree/") ? Json("""[{"type":"file","path":"m.safetensors"}]""")
            : RawReply.File(request.Target.Contains("aaaa") ? old : newer)
        );
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                HuggingFaceUrl = hub.Address("/"),
                AllowedHosts = ["127.0.0.1"],
                WorkingFolder = folder.Path,
            }
        );
        var items = await library.DownloadAsync(
            new DownloadRequest
            {
                References = ["hf:owner/repo/m.safetensors"],
                Target = new DownloadTarget { Root = Path.Combine(folder.Path, "A") },
            },
            null,
            Token
        );
        library.Locks.Add("berry.lock", items, new DownloadTarget { Root = Path.Combine(folder.Path, "A") });
        main = "bbbb";

        var outcome = await library.Locks.SyncAsync(
            new SyncRequest
            {
                Path = "berry.lock",
                Target = new DownloadTarget { Root = Path.Combine(folder.Path, "B") },
                IsFrozen = isFrozen,
            },
            null,
            Token
        );

        var item = outcome.Items.ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, Token)).ShouldBe(old);
    }

    [Fact]
    public async Task A_lock_without_an_address_is_fetched_by_its_repository_and_commit()
    {
        using var story = new LibraryStory(sandbox);
        var path = Path.Combine(story.Root, "berry.lock");
        var items = await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors");
        var elsewhere = new Uri(
            $"https://mirror.example/sandbox-labs/variants/resolve/{Commit}/variants-v1.safetensors"
        );
        story.Library.Locks.Add(path, items, new DownloadTarget { Root = story.Root });
        var locked = LockFile.Read(path).Files[0] with { Url = elsewhere };
        new LockFile([locked]).Write(path);

        var outcome = await story.Library.Locks.SyncAsync(
            new SyncRequest
            {
                Path = path,
                Target = new DownloadTarget { Root = Path.Combine(story.Root, "B") },
            },
            null,
            Token
        );

        var item = outcome.Items.ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Sha256.ShouldBe(items[0].Sha256);
    }

    private static RawReply Json(string text) => RawReply.File(System.Text.Encoding.UTF8.GetBytes(text));
}
