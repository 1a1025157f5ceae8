using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Demo_shows_three_downloads_and_leaves_nothing_behind()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        _home.Variables["TMPDIR"] = Directory.CreateDirectory(_home.PathOf("tmp")).FullName;

        var run = await _home.RunAsync("demo", "--json");

        var items = run.ShouldExit(0).Json.GetProperty("items").EnumerateArray().ToList();
        items.Select(item => item.GetProperty("state").GetString()).ShouldBe(["completed", "completed", "completed"]);
        run.Error.ShouldContain("verified by sha256");
        run.Error.ShouldContain("checkpoints/");
        Directory.GetDirectories(_home.PathOf("tmp"), "berry-demo-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Demo_without_the_checkout_says_what_it_needs()
    {
        var run = await _home.RunAsync("demo");

        run.ShouldExit(2).Error.ShouldContain("needs the checkout");
    }

    public void Dispose() => _home.Dispose();
}
