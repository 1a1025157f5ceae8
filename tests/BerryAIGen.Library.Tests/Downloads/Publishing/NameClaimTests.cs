using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Publishing;

public sealed class NameClaimTests
{
    [Fact]
    public void A_name_that_another_process_is_giving_away_counts_as_taken()
    {
        using var folder = new TemporaryFolder();
        var part = folder.Write("a.part", [1, 2, 3]);
        var target = folder.Combine("a.bin");

        using (var other = PartClaim.TryTake(target))
            NoReplaceMove.MoveUnderLock(part, target).ShouldBeFalse();

        File.Exists(part).ShouldBeTrue();
        NoReplaceMove.MoveUnderLock(part, target).ShouldBeTrue();
    }
}
