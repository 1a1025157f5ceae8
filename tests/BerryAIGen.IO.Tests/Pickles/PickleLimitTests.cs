using System.Text;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Pickles;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.IO.Tests.Pickles;

/// <summary>Every limit is kept to the last item, and what lies beyond is an error: Python would read on.</summary>
public sealed class PickleLimitTests
{
    private static readonly byte[] Clean = PickleScript.Of(2).Raw("N").Stop();

    [Theory]
    [InlineData("Nq\0q\u0001.", "Nq\0q\u0001q\u0002.", "memo")]
    [InlineData("\u0080\u0004N\u0094\u0094.", "\u0080\u0004N\u0094\u0094\u0094.", "memo")]
    [InlineData("NN0.", "NNN00.", "stack")]
    [InlineData("((11N.", "(((111N.", "stack")]
    [InlineData("ca\nb\nca\nc\n0.", "ca\nb\nca\nc\n0ca\nd\n0.", "names more")]
    public void Two_of_a_kind_are_followed_and_a_third_is_an_error(string two, string three, string what)
    {
        var limits = new PickleLimits
        {
            MemoItems = 2,
            StackItems = 2,
            Globals = 2,
        };

        Read(two, limits).Error.ShouldBeNull();
        var beyond = Read(three, limits);

        beyond.Error.ShouldNotBeNull().ShouldContain(what);
        beyond.IsCutShort.ShouldBeTrue();
    }

    [Fact]
    public void The_last_instruction_that_is_followed_may_be_the_end()
    {
        Read("NN0.", new PickleLimits { Instructions = 4 }).Error.ShouldBeNull();
        Read("NN0.", new PickleLimits { Instructions = 3 }).IsCutShort.ShouldBeTrue();
    }

    [Fact]
    public void Ten_thousand_pickles_after_another_are_followed()
    {
        byte[] many = [.. Enumerable.Repeat("N."u8.ToArray(), 10_000).SelectMany(one => one)];

        Find(many).Errors.ShouldBeEmpty();
        Find([.. many, .. Clean]).Errors.ShouldHaveSingleItem().ShouldContain("more pickles");
    }

    [Fact]
    public void Seven_files_in_a_file_are_followed()
    {
        var content = Clean;
        for (var depth = 0; depth < 7; depth++)
            content = PickleScript.Of(2).Bytes(content).Stop();

        Find(content).Errors.ShouldBeEmpty();
        Find(PickleScript.Of(2).Bytes(content).Stop()).Errors.ShouldHaveSingleItem().ShouldContain("deeper");
    }

    [Fact]
    public void What_is_unpacked_counts_for_all_streams_together()
    {
        var allowance = new UnpackAllowance(mostBytes: 10);
        using var first = allowance.Limit(new MemoryStream(new byte[6]));
        using var second = allowance.Limit(new MemoryStream(new byte[5]));

        first.CopyTo(Stream.Null);
        Should.Throw<ArchiveException>(() => second.CopyTo(Stream.Null)).Error.Rule.ShouldBe("TooLarge");
    }

    private static PickleFindings Find(byte[] content) =>
        PickleFinder.Find(content, "x.pkl", TestContext.Current.CancellationToken);

    private static PickleReading Read(string pickle, PickleLimits limits)
    {
        using var pickles = new PickleSequence(new MemoryStream(Encoding.Latin1.GetBytes(pickle)), limits);
        return pickles.ReadNext(TestContext.Current.CancellationToken);
    }
}
