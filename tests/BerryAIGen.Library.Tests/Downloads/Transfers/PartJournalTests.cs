using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class PartJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_was_left_is_gone_before_a_journal_counts_on_it()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.part");
        File.WriteAllBytes(path, new byte[100]);
        using (var log = RangeLog.Create(path))
        {
            log.Append(new ByteRange(0, 1000));
        }

        Directory.CreateDirectory(PartJournal.PathOf(path) + ".tmp");
        using var part = PartFile.Open(path, HashKinds.Sha256, TimeProvider.System.GetUtcNow());
        part.Journal = new PartJournal { Address = "https://host.example/a" };

        Should.Throw<UnauthorizedAccessException>(() => part.Scatter(1000, TimeProvider.System.GetUtcNow()));

        RangeLog.Read(path).ShouldBeEmpty();
    }

    [Fact]
    public void A_journal_that_is_there_by_name_only_is_none()
    {
        var part = Path.Combine(_folder.Path, "a.part");
        File.CreateSymbolicLink(part + ".json", Path.Combine(_folder.Path, "gone"));

        PartJournal.Find(part).ShouldBeNull();
    }

    [Fact]
    public async Task A_journal_that_vanishes_while_it_is_looked_for_is_none()
    {
        var part = Path.Combine(_folder.Path, "a.part");
        var journal = new PartJournal { Address = "https://host.example/a" };
        using var done = new CancellationTokenSource();
        var owner = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    journal.Write(part);
                    PartJournal.Delete(part);
                }
            },
            TestContext.Current.CancellationToken
        );

        for (var i = 0; i < 20_000; i++)
        {
            Should.NotThrow(() => PartJournal.Find(part));
        }

        await done.CancelAsync();
        await owner;
    }
}
