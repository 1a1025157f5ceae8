using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests;

/// <summary>A test without its tool is skipped at home, and fails where changes are judged.</summary>
public sealed class InstalledToolTests
{
    [Fact]
    public void What_is_missing_fails_where_changes_are_judged_and_skips_at_home()
    {
        Should
            .Throw<Xunit.Sdk.FailException>(() => InstalledTools.Require(false, "No client.", isJudged: true))
            .Message.ShouldContain("No client.");
        Should
            .Throw<Exception>(() => InstalledTools.Require(false, "No client.", isJudged: false))
            .Message.ShouldBe("$XunitDynamicSkip$No client.");
        Should.NotThrow(() => InstalledTools.Require(true, "No client.", isJudged: true));
    }

    [Fact]
    public void A_program_is_found_where_it_lies_and_one_that_is_nowhere_is_named()
    {
        File.Exists(InstalledTools.Require("7zz")).ShouldBeTrue();
        Should
            .Throw<Exception>(() => InstalledTools.Require("no-such-program"))
            .Message.ShouldContain("no-such-program is not installed; as root on Debian test.sh installs it.");
    }
}
