using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class BatchTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_batch_ends_with_its_sums_on_stderr_and_the_exit_code_of_the_first_failure()
    {
        Home.Write("list.txt", "99999999, 82098\n"u8);

        var run = await Home.RunAsync("batch", "list.txt", "--root", "c");

        run.ShouldExit(3).Error.ShouldContain("99999999");
        run.Error.ShouldMatch(@"state +files +size +transferred\n");
        run.Error.ShouldMatch(@"completed +1 +\S+ k?B +\S+ k?B\n");
        run.Error.ShouldMatch(@"failed +1 +0 B +0 B\n");
        run.Output.ShouldNotContain("transferred");
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("sync")]
    public async Task A_file_that_is_not_there_ends_as_it_does_for_every_command(string command)
    {
        var run = await Home.RunAsync(command, "away.json", "--root", "c");

        run.ShouldExit(3).Error.ShouldContain("away.json does not exist");
    }

    [Fact]
    public async Task A_list_comes_from_standard_input_and_the_document_has_the_sums()
    {
        var run = await Home.RunWithInputAsync("downloads:\n  - 82098\n", "batch", "-", "--root", "c", "--json");

        var summary = run.ShouldExit(0).Json.GetProperty("summary");
        summary.GetProperty("states").GetProperty("completed").GetInt32().ShouldBe(1);
        summary.GetProperty("files").GetInt32().ShouldBe(1);
        summary.GetProperty("transferred").GetInt64().ShouldBeGreaterThan(0);
        summary.TryGetProperty("elapsed_ms", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task By_wish_what_is_there_is_skipped()
    {
        (await Home.RunAsync("download", "82098", "--root", "c")).ShouldExit(0);

        var run = await Home.RunAsync("download", "82098", "--root", "c", "--skip-existing", "--json");

        var item = run.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("state").GetString().ShouldBe("skipped");
        run.Json.TryGetProperty("summary", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_setting_that_nobody_obeys_is_refused_before_anything_happens()
    {
        Home.Write("b.json", """{ "downloads": [82098], "settings": { "threads": 4 } }"""u8);

        var run = await Home.RunAsync("batch", "b.json", "--root", "c", "--json");

        run.ShouldExit(2).Error.ShouldContain("threads");
        run.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("usage");
        Sandbox.Server.Requests.All.ShouldBeEmpty();
    }
}
