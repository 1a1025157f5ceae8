using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

public sealed class SyncStoryTests : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Lora = "more_detail_slider.safetensors";
    private readonly SandboxFixture _sandbox;
    private readonly LibraryStory _story;
    private readonly string _lock;

    public SyncStoryTests(SandboxFixture sandbox)
    {
        _sandbox = sandbox;
        _story = new LibraryStory(sandbox);
        _lock = Path.Combine(_story.Root, "..", "berry.lock");
    }

    [Fact]
    public async Task Another_machine_gets_exactly_the_same_files_and_a_second_run_asks_nothing()
    {
        await LockDownloadedAsync("257749@290640", "82098");
        var second = new DownloadTarget { Root = Path.Combine(_story.Root, "..", "B") };

        var first = await SyncAsync(second);
        _sandbox.Server.Requests.Clear();
        var again = await SyncAsync(second);

        first.Items.ShouldAllBe(item => item.State == DownloadState.Completed);
        again.Items.ShouldAllBe(item => item.State == DownloadState.AlreadyPresent);
        again.Extra.ShouldBeEmpty();
        _sandbox.Server.Requests.All.ShouldBeEmpty();
        ModelsBelow(second.Root!).ShouldBe(ModelsBelow(_story.Root));
    }

    [Fact]
    public async Task Another_application_gets_them_in_its_own_folders()
    {
        await LockDownloadedAsync("82098");
        var forge = new DownloadTarget { Root = Path.Combine(_story.Root, "..", "forge"), Layout = "forge" };

        var outcome = await SyncAsync(forge);

        Path.GetRelativePath(forge.Root!, outcome.Items.ShouldHaveSingleItem().Path!)
            .ShouldBe(Path.Combine("models", "Lora", Lora));
    }

    [Fact]
    public async Task Frozen_asks_for_the_bytes_and_for_nothing_else()
    {
        await LockDownloadedAsync("82098");
        _sandbox.Server.Requests.Clear();

        var outcome = await SyncAsync(Fresh(), request => request with { IsFrozen = true });

        outcome.Items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed);
        _sandbox.Server.Requests.To("civitai").ShouldAllBe(request => request.Path.StartsWith("/api/download/"));
        _sandbox.Server.Requests.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_different_file_at_the_place_is_refused_and_stays()
    {
        await LockDownloadedAsync("82098");
        var target = Fresh();
        var mine = Path.Combine(target.Root!, "models", "loras", Lora);
        Directory.CreateDirectory(Path.GetDirectoryName(mine)!);
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var item = (await SyncAsync(target)).Items.ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        item.Reason!.ShouldContain("not the file that the lock lists");
        File.ReadAllText(mine).ShouldBe("mine");
    }

    [Fact]
    public async Task A_file_that_was_replaced_at_its_source_says_so_before_its_first_byte()
    {
        await LockDownloadedAsync("82098");
        var target = Fresh();
        _sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/*", Changes = AnswerChanges.WrongHashes });
        _sandbox.Server.Requests.Clear();

        var item = (await SyncAsync(target)).Items.ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        item.Reason!.ShouldContain("replaced");
        _sandbox.Server.Requests.To("storage").ShouldBeEmpty();
        ModelsBelow(target.Root!).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_the_lock_does_not_list_are_named_and_stay()
    {
        await LockDownloadedAsync("82098");
        var extra = _story.Path("checkpoints", "mine.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(extra)!);
        await File.WriteAllTextAsync(extra, "mine", TestContext.Current.CancellationToken);

        var outcome = await SyncAsync(_story.Request().Target);

        outcome.Extra.ShouldBe([extra]);
        File.Exists(extra).ShouldBeTrue();
    }

    [Fact]
    public async Task By_wish_downloads_that_the_lock_does_not_list_go_to_the_trash_and_come_back()
    {
        var extra = (await _story.DownloadAsync("128713"))[0].Path!;
        await LockDownloadedAsync("82098");
        var mine = _story.Path("checkpoints", "mine.safetensors");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var plan = await SyncAsync(_story.Request().Target, request => request with { Prunes = true, IsDryRun = true });
        File.Exists(extra).ShouldBeTrue();
        var outcome = await SyncAsync(_story.Request().Target, request => request with { Prunes = true });

        plan.Pruned.ShouldBe([extra]);
        outcome.Pruned.ShouldBe([extra]);
        outcome.Extra.ShouldBe([mine]);
        File.Exists(extra).ShouldBeFalse();
        File.Exists(mine).ShouldBeTrue();
        var kept = _story.Library.Keeping.Trash.List(_story.Path()).ShouldHaveSingleItem();
        kept.Path.ShouldBe(extra);
        kept.Reason.ShouldBe("not in berry.lock");
        await _story.Library.Keeping.Trash.RestoreAsync(
            [kept.Id],
            _story.Path(),
            TestContext.Current.CancellationToken
        );
        File.Exists(extra).ShouldBeTrue();
    }

    [Fact]
    public async Task A_download_that_a_person_changed_since_is_a_person_s_and_stays()
    {
        var extra = (await _story.DownloadAsync("128713"))[0].Path!;
        await LockDownloadedAsync("82098");
        await File.WriteAllTextAsync(extra, "mine now", TestContext.Current.CancellationToken);

        var outcome = await SyncAsync(_story.Request().Target, request => request with { Prunes = true });

        outcome.Pruned.ShouldBeEmpty();
        outcome.Extra.ShouldBe([extra]);
        File.ReadAllText(extra).ShouldBe("mine now");
    }

    [Fact]
    public async Task Nothing_goes_to_the_trash_while_a_file_of_the_lock_is_wrong()
    {
        var extra = (await _story.DownloadAsync("128713"))[0].Path!;
        await LockDownloadedAsync("82098");
        await File.WriteAllTextAsync(_story.Path("loras", Lora), "wrong", TestContext.Current.CancellationToken);

        var outcome = await SyncAsync(_story.Request().Target, request => request with { Prunes = true });

        outcome.Pruned.ShouldBeNull();
        outcome.Extra.ShouldBe([extra]);
        File.Exists(extra).ShouldBeTrue();
    }

    [Fact]
    public async Task A_plan_writes_nothing()
    {
        await LockDownloadedAsync("82098");
        var target = Fresh();

        var outcome = await SyncAsync(target, request => request with { IsDryRun = true });

        outcome.Items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Planned);
        Directory.Exists(target.Root).ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_that_leaves_size_and_time_is_found_by_reading_again()
    {
        await LockDownloadedAsync("82098");
        var path = _story.Path("loras", Lora);
        var (bytes, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, time);

        var trusting = await SyncAsync(_story.Request().Target);
        var reading = await SyncAsync(_story.Request().Target, request => request with { Verifies = true });

        trusting.Items[0].State.ShouldBe(DownloadState.AlreadyPresent);
        reading.Items[0].Failure!.Code.ShouldBe(FailureCode.Verification);
    }

    [Fact]
    public async Task A_changed_file_is_found_by_its_time()
    {
        await LockDownloadedAsync("82098");
        var path = _story.Path("loras", Lora);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        (await SyncAsync(_story.Request().Target)).Items[0].Failure!.Code.ShouldBe(FailureCode.Verification);
    }

    [Fact]
    public async Task The_records_below_a_root_make_the_lock_that_its_downloads_made()
    {
        await LockDownloadedAsync("257749@290640", "82098");
        var downloaded = LockFile.Read(_lock).Files;

        var outcome = await LockAsync(new LockRequest { Path = _lock, Target = _story.Request().Target });

        outcome.LeftOut.ShouldBeEmpty();
        LockFile
            .Read(_lock)
            .Files.Select(file => (file.Place, file.SizeBytes, file.Hashes.Sha256, file.Url, file.FileId))
            .ShouldBe(
                downloaded.Select(file => (file.Place, file.SizeBytes, file.Hashes.Sha256, file.Url, file.FileId))
            );
    }

    [Fact]
    public async Task A_plan_makes_the_lock_that_the_download_makes()
    {
        await LockAsync(
            new LockRequest
            {
                Path = _lock,
                References = ["82098"],
                Target = _story.Request().Target,
            }
        );
        var planned = File.ReadAllText(_lock);
        _story.Files().ShouldBeEmpty();

        await LockDownloadedAsync("82098");

        File.ReadAllText(_lock).ShouldBe(planned);
    }

    [Fact]
    public async Task A_file_without_a_record_is_hashed_and_recorded_once()
    {
        await LockDownloadedAsync("82098");
        var path = _story.Path("loras", Lora);
        File.Delete(path + ".civitai.json");

        var item = (await SyncAsync(_story.Request().Target)).Items.ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.AlreadyPresent);
        File.ReadAllText(item.Sidecar!).ShouldContain("file_modified_at");
    }

    public void Dispose()
    {
        _sandbox.Server.Faults.Clear();
        _story.Dispose();
    }

    private DownloadTarget Fresh() => new() { Root = Path.Combine(_story.Root, "..", "fresh") };

    private async Task LockDownloadedAsync(params string[] references)
    {
        var items = await _story.DownloadAsync(references);
        items.ShouldAllBe(item => item.Failure == null);
        _story.Library.Locks.Add(_lock, items, _story.Request().Target).LeftOut.ShouldBeEmpty();
    }

    private Task<LockOutcome> LockAsync(LockRequest request) =>
        _story.Library.Locks.LockAsync(request, TestContext.Current.CancellationToken);

    private Task<SyncOutcome> SyncAsync(DownloadTarget target, Func<SyncRequest, SyncRequest>? change = null)
    {
        var request = new SyncRequest { Path = _lock, Target = target };
        return _story.Library.Locks.SyncAsync(
            change is null ? request : change(request),
            progress: null,
            TestContext.Current.CancellationToken
        );
    }

    private static IReadOnlyList<(string Path, long Bytes)> ModelsBelow(string root) =>
        Directory.Exists(root)
            ?
            [
                .. Directory
                    .EnumerateFiles(root, "*.safetensors", SearchOption.AllDirectories)
                    .Select(path => (Path.GetRelativePath(root, path), new FileInfo(path).Length))
                    .Order(),
            ]
            : [];
}
