using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Gates;

public sealed class GateRulesTests
{
    [Theory]
    [InlineData("members", "disabled", null, "MemberOnly")]
    [InlineData("members", "hidden", null, "Hidden")]
    [InlineData("members", "disabled", "members", "Open")]
    [InlineData("members", "disabled", "testers", "Open")]
    [InlineData("testers", "disabled", "members", "Disabled")]
    [InlineData("testers", "disabled", "testers", "Open")]
    [InlineData("testers", "hidden", "moderators", "Open")]
    [InlineData("moderators", "disabled", "testers", "Disabled")]
    [InlineData("nobody", "disabled", "moderators", "Disabled")]
    [InlineData("members", "disabled", "strangers", "MemberOnly")]
    [InlineData("strangers", "disabled", "moderators", "Disabled")]
    public void A_gate_lets_its_audience_pass(string audience, string presentation, string? caller, string outcome)
    {
        var rules = new GateRules([new("g", audience, presentation, null, ["krea2"], [], [])]);

        rules.Judge(caller, null, "krea2", null).Outcome.ToString().ShouldBe(outcome);
        rules.Judge(caller, "txt2img", "sdxl", 7).Outcome.ShouldBe(GateOutcome.Open);
    }

    [Fact]
    public void Hidden_goes_before_disabled_and_that_before_members_only()
    {
        GateRule members = new("a", "members", "disabled", "pay", ["sdxl"], [], []);
        GateRule disabled = new("b", "nobody", "disabled", "broken", [], ["txt2img"], []);
        GateRule hidden = new("c", "testers", "hidden", null, [], [], [7]);
        var rules = new GateRules([hidden, disabled, members]);

        rules.Judge(null, null, "SDXL", null).ShouldBe(new(GateOutcome.MemberOnly, "a", "pay"));
        rules.Judge(null, "txt2img", "sdxl", 8).ShouldBe(new(GateOutcome.Disabled, "b", "broken"));
        rules.Judge(null, "txt2img", "sdxl", 7).Outcome.ShouldBe(GateOutcome.Hidden);
        rules.Judge("testers", "txt2img", "sdxl", 7).Rule.ShouldBe("b");
        rules.EcosystemsClosedTo(null, onlyHidden: true).ShouldBeEmpty();
        rules.EcosystemsClosedTo(null, onlyHidden: false).ShouldBe(["sdxl"]);
        rules.VersionsClosedTo(null, onlyHidden: true).ShouldBe([7]);
        rules.VersionsClosedTo("testers", onlyHidden: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_word_that_is_none_is_told_with_those_that_are() =>
        Should
            .Throw<LibraryException>(() => GateWords.Require("audience", "friends", GateWords.Audiences))
            .Message.ShouldBe("The audience is nobody, moderators, testers or members, not \"friends\".");
}
