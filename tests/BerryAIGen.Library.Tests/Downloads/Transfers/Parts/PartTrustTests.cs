using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers.Parts;

/// <summary>Which bytes of a part count, by what its journal and its log say.</summary>
public sealed class PartTrustTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryFolder _folder = new();
    private readonly string _part;

    public PartTrustTests() => _part = _folder.Write("a.part", new byte[100]);

    public void Dispose() => _folder.Dispose();

    private static PartJournal Journal(TimeSpan startedEarlier) =>
        new()
        {
            Address = "https://host.example/a",
            Size = 1000,
            Ranges = [new ByteRange(0, 10)],
            MachineStarted = PartJournal.MachineStart(Now) - startedEarlier,
        };

    [Fact]
    public void What_only_the_log_tells_counts_as_long_as_the_machine_runs()
    {
        using (var log = RangeLog.Create(_part))
            log.Append(new ByteRange(20, 30));

        PartContent.Read(_part, 100, Journal(TimeSpan.Zero), Now).Total.ShouldBe(20);
        PartContent.Read(_part, 100, Journal(TimeSpan.FromDays(1)), Now).Total.ShouldBe(10);
    }

    [Fact]
    public void No_more_counts_than_the_part_is_long() =>
        PartContent.Read(_part, 5, Journal(TimeSpan.Zero), Now).Total.ShouldBe(5);

    [Fact]
    public void A_journal_that_is_deleted_takes_its_log_with_it()
    {
        using (var log = RangeLog.Create(_part))
            log.Append(new ByteRange(20, 30));

        PartJournal.Delete(_part);

        RangeLog.Read(_part).ShouldBeEmpty();
    }

    [Fact]
    public void A_part_that_starts_anew_forgets_what_its_log_told()
    {
        using var part = PartFile.Open(_part, HashKinds.Sha256, Now);
        part.Journal = Journal(TimeSpan.Zero);
        part.Scatter(1000, Now);
        part.Write(500, new byte[10]);
        RangeLog.Read(_part).ShouldNotBeEmpty();

        part.Restart(Now);

        RangeLog.Read(_part).ShouldBeEmpty();
        part.Arrived.ShouldBe(0);
    }
}
