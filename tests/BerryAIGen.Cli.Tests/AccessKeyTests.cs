using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Keys of the server, as who sits at it makes and withdraws them.</summary>
public sealed class AccessKeyTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task A_key_is_made_listed_and_withdrawn()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;

        var added = await _home.RunAsync("key", "add", "laptop", "--scope", "write", "--audience", "testers");
        var listed = await _home.RunAsync("key", "list");
        var removed = await _home.RunAsync("key", "remove", "laptop");
        var again = await _home.RunAsync("key", "remove", "laptop");

        added.ShouldExit(0).Output.Trim().ShouldStartWith("berry_");
        listed.ShouldExit(0).Output.ShouldContain("laptop (testers)");
        listed.Output.ShouldNotContain(added.Output.Trim());
        removed.ShouldExit(0);
        again.ShouldExit(1).Error.ShouldContain("There is no key \"laptop\"");
        File.Exists(_home.PathOf(".local", "share", "berryaigen", "library.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_scope_that_is_none_is_told()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;

        var run = await _home.RunAsync("key", "add", "laptop", "--scope", "root");

        run.ShouldExit(2).Error.ShouldContain("read, write or admin, not \"root\"");
    }

    public void Dispose() => _home.Dispose();
}
