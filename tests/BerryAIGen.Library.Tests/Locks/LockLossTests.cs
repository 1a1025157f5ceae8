using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

/// <summary>A lock that holds something is never lost by what merely cannot be reached or locked now.</summary>
public sealed class LockLossTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    [Fact]
    public async Task A_root_that_is_not_there_is_refused_and_the_lock_stays()
    {
        using var story = new LibraryStory(sandbox);
        var (name, before) = await LockedAsync(story, "82098");

        var target = new DownloadTarget { Root = Path.Combine(story.Root, "..", "away") };
        var refused = await Should.ThrowAsync<LibraryException>(() =>
            LockAsync(story, new LockRequest { Path = name, Target = target })
        );

        refused.Failure.Code.ShouldBe(FailureCode.NotFound);
        refused.Message.ShouldContain("away");
        File.ReadAllText(name).ShouldBe(before);
    }

    [Fact]
    public async Task A_root_with_nothing_to_lock_keeps_the_lock_and_says_why()
    {
        using var story = new LibraryStory(sandbox);
        var (name, before) = await LockedAsync(story, "82098");

        var outcome = await LockAsync(story, new LockRequest { Path = name, Target = story.Request().Target });

        outcome.Failure!.Code.ShouldBe(FailureCode.Failed);
        outcome.Failure.Message.ShouldContain(name);
        File.ReadAllText(name).ShouldBe(before);
    }

    [Fact]
    public async Task Where_nothing_can_be_locked_no_lock_is_made_and_the_first_reason_is_told()
    {
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path("loras"));
        await File.WriteAllTextAsync(
            story.Path("loras", "mine.safetensors"),
            "mine",
            TestContext.Current.CancellationToken
        );
        var name = NameIn(story);

        var outcome = await LockAsync(story, new LockRequest { Path = name, Target = story.Request().Target });

        outcome.Failure!.Message.ShouldContain("mine.safetensors has no record");
        File.Exists(name).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_batch_could_not_ask_for_now_stays_in_its_lock()
    {
        using var story = new LibraryStory(sandbox);
        var batch = story.Write("list.txt", "82098\n128713\n"u8);
        var request = new LockRequest
        {
            Path = NameIn(story),
            Batch = batch,
            Target = story.Request().Target,
        };
        (await LockAsync(story, request)).Failure.ShouldBeNull();
        var before = LockFile.Read(request.Path).Files;
        sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models/128713", Status = 404 });

        var outcome = await LockAsync(story, request);

        outcome.Items.Count(item => item.Failure is not null).ShouldBe(1);
        outcome.Note.ShouldNotBeNull().ShouldContain("stay");
        LockFile.Read(request.Path).Files.Select(file => file.Place).ShouldBe(before.Select(file => file.Place));
    }

    [Fact]
    public async Task A_batch_that_can_be_locked_whole_makes_the_lock_anew()
    {
        using var story = new LibraryStory(sandbox);
        var (name, _) = await LockedAsync(story, "128713");
        var batch = story.Write("list.txt", "82098\n"u8);

        await LockAsync(
            story,
            new LockRequest
            {
                Path = name,
                Batch = batch,
                Target = story.Request().Target,
            }
        );

        LockFile.Read(name).Files.ShouldHaveSingleItem().ModelId.ShouldBe(82098);
    }

    [Fact]
    public async Task A_file_that_is_no_lock_is_never_written_over()
    {
        using var story = new LibraryStory(sandbox);
        var notes = story.Write("notes.json", """{ "mine": 1 }"""u8);
        var batch = story.Write("list.txt", "82098\n"u8);

        await Should.ThrowAsync<LibraryException>(() =>
            LockAsync(
                story,
                new LockRequest
                {
                    Path = notes,
                    Batch = batch,
                    Target = story.Request().Target,
                }
            )
        );

        File.ReadAllText(notes).ShouldContain("mine");
    }

    [Fact]
    public async Task An_exact_folder_has_no_records_to_lock_and_that_is_told()
    {
        using var story = new LibraryStory(sandbox);

        var refused = await Should.ThrowAsync<LibraryException>(() =>
            LockAsync(
                story,
                new LockRequest
                {
                    Path = NameIn(story),
                    Target = new DownloadTarget { Folder = story.Root },
                }
            )
        );

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldContain("--root");
    }

    [Fact]
    public async Task An_empty_lock_takes_nothing_away_unless_that_is_said()
    {
        using var story = new LibraryStory(sandbox);
        var kept = (await story.DownloadAsync("82098"))[0].Path!;
        var name = NameIn(story);
        new LockFile([]).Write(name);
        var request = new SyncRequest
        {
            Path = name,
            Target = story.Request().Target,
            Prunes = true,
        };

        var refused = await Should.ThrowAsync<LibraryException>(() => SyncAsync(story, request));
        File.Exists(kept).ShouldBeTrue();
        var said = await SyncAsync(story, request with { AllowsEmpty = true });

        refused.Failure.Code.ShouldBe(FailureCode.Policy);
        said.Pruned.ShouldBe([kept]);
    }

    [Fact]
    public async Task A_plan_says_what_cannot_be_fetched_as_the_run_would()
    {
        using var story = new LibraryStory(sandbox);
        var (name, _) = await LockedAsync(story, "82098");
        new LockFile([LockFile.Read(name).Files[0] with { Url = null }]).Write(name);
        var request = new SyncRequest { Path = name, Target = story.Request().Target };

        var plan = (await SyncAsync(story, request with { IsDryRun = true })).Items.ShouldHaveSingleItem();
        var run = (await SyncAsync(story, request)).Items.ShouldHaveSingleItem();

        plan.Failure!.Code.ShouldBe(FailureCode.Failed);
        (plan.Failure.Code, plan.Reason).ShouldBe((run.Failure!.Code, run.Reason));
    }

    [Fact]
    public async Task Nothing_is_recorded_in_a_root_that_is_read_only()
    {
        using var writing = new LibraryStory(sandbox);
        var path = (await writing.DownloadAsync("82098"))[0].Path!;
        var (name, _) = await LockedAsync(writing, "82098");
        File.Delete(path + ".civitai.json");
        var root = new ModelRoot
        {
            Name = "nas",
            Path = writing.Root,
            IsReadOnly = true,
        };
        using var story = new LibraryStory(sandbox, settings: options => options with { Roots = [root] });
        var request = new SyncRequest
        {
            Path = name,
            Target = new DownloadTarget { Root = "nas" },
        };
        var before = writing.Files();

        var item = (await SyncAsync(story, request)).Items.ShouldHaveSingleItem();
        File.Delete(path);
        var plan = (await SyncAsync(story, request with { IsDryRun = true })).Items.ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        item.Reason!.ShouldContain("nas");
        plan.Failure!.Code.ShouldBe(FailureCode.Policy);
        writing.Files().ShouldBe(before.Where(file => !file.EndsWith(".safetensors", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_lock_is_written_into_a_root_that_is_read_only()
    {
        using var writing = new LibraryStory(sandbox);
        await writing.DownloadAsync("82098");
        var root = new ModelRoot
        {
            Name = "nas",
            Path = writing.Root,
            IsReadOnly = true,
        };
        using var story = new LibraryStory(sandbox, settings: options => options with { Roots = [root] });
        var name = Path.Combine(writing.Root, "berry.lock");
        var batch = story.Write("list.txt", "82098\n"u8);
        var request = new LockRequest
        {
            Path = name,
            Target = new DownloadTarget { Root = "nas" },
        };
        var elsewhere = story.Request().Target;
        var before = writing.Files();

        FailureCode[] codes =
        [
            (await Should.ThrowAsync<LibraryException>(() => LockAsync(story, request))).Failure.Code,
            (
                await Should.ThrowAsync<LibraryException>(() =>
                    LockAsync(story, request with { References = ["82098"], Target = elsewhere })
                )
            )
                .Failure
                .Code,
            (
                await Should.ThrowAsync<LibraryException>(() =>
                    LockAsync(story, request with { Batch = batch, Target = elsewhere })
                )
            )
                .Failure
                .Code,
            Should.Throw<LibraryException>(() => story.Library.Locks.Check(name)).Failure.Code,
        ];

        codes.ShouldAllBe(code => code == FailureCode.Policy);
        writing.Files().ShouldBe(before);
        (await LockAsync(story, request with { Path = NameIn(story) })).Files.Count.ShouldBe(1);
    }

    public void Dispose() => sandbox.Server.Faults.Clear();

    private static string NameIn(LibraryStory story) => Path.GetFullPath(Path.Combine(story.Root, "..", "berry.lock"));

    private static async Task<(string Name, string Text)> LockedAsync(LibraryStory story, string reference)
    {
        var name = NameIn(story);
        await LockAsync(
            story,
            new LockRequest
            {
                Path = name,
                References = [reference],
                Target = story.Request().Target,
            }
        );
        return (name, await File.ReadAllTextAsync(name, TestContext.Current.CancellationToken));
    }

    private static Task<LockOutcome> LockAsync(LibraryStory story, LockRequest request) =>
        story.Library.Locks.LockAsync(request, TestContext.Current.CancellationToken);

    private static Task<SyncOutcome> SyncAsync(LibraryStory story, SyncRequest request) =>
        story.Library.Locks.SyncAsync(request, progress: null, TestContext.Current.CancellationToken);
}
