using BerryAIGen.IO.Pickles;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.IO.Tests.Pickles;

public sealed class PickleMutationTests
{
    private const int Count = 20_000;

    // Far above what any damaged file of a few hundred bytes needs, far below what a claimed size would take.
    private const long MostBytesPerFile = 4 << 20;

    [Fact]
    public void A_damaged_pickle_is_read_or_an_error_and_costs_no_more_than_its_size()
    {
        var mutations = new PickleMutations(seed: 20260101);
        var dearest = 0L;
        for (var count = 0; count < Count; count++)
        {
            var content = mutations.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();

            _ = PickleFinder.Find(content, "x.pt", TestContext.Current.CancellationToken);

            dearest = Math.Max(dearest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        dearest.ShouldBeLessThan(MostBytesPerFile);
    }

    [Fact]
    public void What_makes_no_whole_pickle_is_told_where_one_is_promised()
    {
        var mutations = new PickleMutations(seed: 7);
        for (var count = 0; count < Count / 10; count++)
        {
            var content = mutations.Next();

            var findings = PickleFinder.Find(content, "x.pkl", TestContext.Current.CancellationToken);

            (findings.Pickles + findings.Errors.Count + findings.Oddities.Count).ShouldBePositive(
                Convert.ToHexString(content)
            );
        }
    }
}
