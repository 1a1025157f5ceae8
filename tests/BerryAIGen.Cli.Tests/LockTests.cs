using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class LockTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_download_is_locked_and_another_root_gets_it()
    {
        (await Home.RunAsync("download", "82098", "--root", "a", "--lock", "berry.lock")).ShouldExit(0);

        var sync = await Home.RunAsync("sync", "--root", "b", "--json");
        Sandbox.Server.Requests.Clear();
        var again = await Home.RunAsync("sync", "--root", "b", "--json");

        var item = sync.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("state").GetString().ShouldBe("completed");
        item.GetProperty("verified_by").GetString().ShouldBe("sha256");
        sync.Json.GetProperty("extra").GetArrayLength().ShouldBe(0);
        again.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("already_present");
        Sandbox.Server.Requests.All.ShouldBeEmpty();
        File.ReadAllText(Home.PathOf("berry.lock")).ShouldNotContain(Home.Folder);
    }

    [Fact]
    public async Task A_batch_is_locked_without_a_download_and_what_cannot_be_locked_is_a_failure()
    {
        Home.Write("list.txt", "82098, 99999999\n"u8);

        var run = await Home.RunAsync("lock", "--from", "list.txt", "--root", "a", "--json");

        var files = run.ShouldExit(3).Json.GetProperty("files");
        files.GetArrayLength().ShouldBe(1);
        files[0].GetProperty("folder").GetString().ShouldBe("loras");
        run.Json.GetProperty("failed").GetArrayLength().ShouldBe(1);
        Directory.Exists(Home.PathOf("a", "models", "loras")).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_nothing_can_be_locked_the_lock_stays_as_it_was()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0).Error.ShouldContain("1 file is locked");
        Home.Write("list.txt", "99999999\n"u8);
        var before = File.ReadAllText(Home.PathOf("berry.lock"));

        var reference = await Home.RunAsync("lock", "99999999", "--root", "a");
        var batch = await Home.RunAsync("lock", "--from", "list.txt", "--root", "a");

        reference.ShouldExit(3).Error.ShouldContain("nothing was locked, and berry.lock was not written");
        batch.ShouldExit(3).Error.ShouldContain("nothing was locked");
        File.ReadAllText(Home.PathOf("berry.lock")).ShouldBe(before);
    }

    [Fact]
    public async Task A_root_that_is_not_there_leaves_the_lock_as_it_was()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);
        var before = File.ReadAllText(Home.PathOf("berry.lock"));

        (await Home.RunAsync("lock", "--root", "misspelt")).ShouldExit(3);

        File.ReadAllText(Home.PathOf("berry.lock")).ShouldBe(before);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_one_is_told_before_anything_is_asked()
    {
        Directory.CreateDirectory(Home.PathOf("folder"));
        Home.Write("text.lock", "x"u8);

        var folder = await Home.RunAsync("download", "82098", "--root", "a", "--lock", "folder");
        var text = await Home.RunAsync("download", "82098", "--root", "a", "--lock", "text.lock");

        folder.ShouldExit(2).Error.ShouldContain("folder is a folder");
        text.ShouldExit(2).Error.ShouldContain("cannot be read");
        Sandbox.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_of_sync_says_what_is_missing_and_fetches_nothing()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);

        var run = await Home.RunAsync("sync", "--root", "b", "--dry-run");

        run.ShouldExit(0).Output.ShouldContain("would download");
        Directory.Exists(Home.PathOf("b")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_that_somebody_broke_is_named_with_its_fault()
    {
        Home.Write("berry.lock", """{"lock_version":1,"files":[{"folder":"loras"}]}"""u8);

        var run = await Home.RunAsync("sync", "--root", "a");

        run.ShouldExit(2).Error.ShouldMatch("^berry: The lock .*berry.lock cannot be read: .*\n$");
    }

    [Fact]
    public async Task A_root_without_anything_to_lock_makes_no_lock_and_ends_with_the_reason()
    {
        Home.Write("a/models/loras/mine.safetensors", "mine"u8);

        var run = await Home.RunAsync("lock", "--root", "a");
        var away = await Home.RunAsync("lock", "--root", "away");

        run.ShouldExit(1).Error.ShouldContain("mine.safetensors has no record");
        away.ShouldExit(3).Error.ShouldContain("does not exist");
        File.Exists(Home.PathOf("berry.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stranger_s_lock_is_refused_by_the_name_of_its_entry()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);
        var text = File.ReadAllText(Home.PathOf("berry.lock"));
        File.WriteAllText(
            Home.PathOf("berry.lock"),
            text.Replace("\"folder\": \"loras\",", "").Replace("more_detail_slider.safetensors", "custom_nodes/x.py")
        );

        var run = await Home.RunAsync("sync", "--root", "a", "--json");

        run.ShouldExit(6).Error.ShouldContain("custom_nodes/x.py");
        run.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("policy");
        Directory.Exists(Home.PathOf("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_different_file_ends_with_the_exit_code_of_a_failed_verification()
    {
        (await Home.RunAsync("lock", "82098", "--root", "a")).ShouldExit(0);
        Home.Write("a/models/loras/more_detail_slider.safetensors", "mine"u8);

        var run = await Home.RunAsync("sync", "--root", "a");

        run.ShouldExit(5).Error.ShouldContain("not the file that the lock lists");
        run.Error.ShouldMatch(@"failed +1 ");
    }

    [Fact]
    public async Task Pruning_moves_a_download_to_the_trash_and_a_dry_run_only_names_it()
    {
        (await Home.RunAsync("download", "128713", "--root", "a")).ShouldExit(0);
        (await Home.RunAsync("download", "82098", "--root", "a", "--lock", "berry.lock")).ShouldExit(0);

        var plan = await Home.RunAsync("sync", "--root", "a", "--prune", "--dry-run", "--json");
        var done = await Home.RunAsync("sync", "--root", "a", "--prune", "--json");

        var path = plan.ShouldExit(0).Json.GetProperty("pruned")[0].GetString()!;
        plan.Error.ShouldContain("would go to the trash");
        done.ShouldExit(0).Json.GetProperty("pruned")[0].GetString().ShouldBe(path);
        done.Error.ShouldContain("berry trash restore");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_lock_the_missing_file_is_named() =>
        (await Home.RunAsync("sync", "--root", "a")).ShouldExit(3).Error.ShouldContain("berry.lock");
}
