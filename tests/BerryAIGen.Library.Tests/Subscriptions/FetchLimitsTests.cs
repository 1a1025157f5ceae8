using BerryAIGen.Library.Subscriptions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Subscriptions;

public sealed class FetchLimitsTests
{
    private const long Mebi = 1L << 20;

    [Theory]
    [InlineData(10, 0, null)]
    [InlineData(11, 0, "size")]
    [InlineData(10, 15, "day")]
    public void A_version_waits_for_the_limit_that_it_breaks(int size, int ofToday, string? code) =>
        (new FetchLimits(10 * Mebi, 20 * Mebi, null).Check(size * Mebi, ofToday * Mebi, 0, null)?.Code).ShouldBe(code);

    [Fact]
    public void What_must_stay_free_counts_with_what_downloads_still_write()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("models", "loras", "ink.safetensors");
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;

        var fits = new FetchLimits(null, null, LeastFree: 1).Check(Mebi, 0, 0, path);
        var full = new FetchLimits(null, null, LeastFree: free * 2).Check(Mebi, 0, 0, path);
        var taken = new FetchLimits(null, null, LeastFree: 1).Check(Mebi, 0, free * 2, path);

        fits.ShouldBeNull();
        full!.Code.ShouldBe("disk");
        full.Reason.ShouldContain("must stay free");
        taken!.Reason.ShouldContain("running downloads");
    }

    [Fact]
    public void A_version_of_unknown_size_waits_where_there_is_a_limit()
    {
        new FetchLimits(null, null, null).Check(null, 0, 0, null).ShouldBeNull();
        new FetchLimits(Mebi, null, null).Check(null, 0, 0, null)!.Code.ShouldBe("size");
    }

    [Theory]
    [InlineData("creator", " Ink ", "Ink")]
    [InlineData("model", "257749", "257749")]
    public void What_can_be_followed_is_told_in_the_services_words(string kind, string value, string expected) =>
        new FollowedThing
        {
            Kind = kind,
            Value = value,
            Types = ["lora"],
        }
            .Checked()
            .ShouldSatisfyAllConditions(
                thing => thing.Value.ShouldBe(expected),
                thing => thing.Types.ShouldBe(["LORA"])
            );

    [Theory]
    [InlineData("friend", "Ink", "creator, tag, search, model")]
    [InlineData("creator", "  ", "1 to 200")]
    [InlineData("model", "Ink", "number")]
    public void What_cannot_be_followed_is_refused(string kind, string value, string word) =>
        Should
            .Throw<LibraryException>(() => new FollowedThing { Kind = kind, Value = value }.Checked())
            .Message.ShouldContain(word);
}
