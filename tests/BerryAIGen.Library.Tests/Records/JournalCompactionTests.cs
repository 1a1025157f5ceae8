using System.Diagnostics;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Library.Tests.Records;

/// <summary>A journal that has grown long gives its place to a shorter one that tells the same.</summary>
public sealed class JournalCompactionTests : IDisposable
{
    private const string PathVariable = "BERRY_TEST_LONG_JOURNAL";
    private const int Long = 4096;

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string JournalPath => _folder.Combine("journal.jsonl");

    [Fact]
    public void It_becomes_shorter_and_tells_the_same()
    {
        var journal = Open();
        journal.Append([Recorded("a"), Recorded("b"), Recorded("c")]);
        journal.Append([JournalFact.Of(FactWords.Trashed, "c") with { Item = "1" }]);
        journal.Append([JournalFact.Of(FactWords.Place, "disk") with { Mount = "/mnt/disk" }]);
        JournalFact[] checks = [Checked("a", CheckWords.Ok), Checked("b", CheckWords.Changed)];
        for (var i = 0; i < 200; i++)
            journal.Append(checks);

        var record = Read();

        new FileInfo(JournalPath).Length.ShouldBeLessThan(4 * Long);
        record.Files.Keys.ShouldBe(["a", "b", "c"], ignoreOrder: true);
        record.Find("a")!.HasCurrentHashes(Stamp(2)).ShouldBeTrue();
        (record.Find("b")!.LastResult, record.Find("b")!.RecordedSizeBytes).ShouldBe((CheckWords.Changed, 1));
        record.Find("b")!.Hashes!.Sha256.ShouldBe(new string('b', 64));
        record.Find("c")!.Presence.ShouldBe(FilePresence.Trashed);
        record.Places.ShouldHaveSingleItem().Value.ShouldBe("/mnt/disk");
        File.Exists(JournalPath + ".tmp").ShouldBeFalse();
    }

    [Fact]
    public void One_that_is_all_of_use_stays_as_it_is()
    {
        var journal = Open();
        for (var i = 0; i < 100; i++)
            journal.Append([Recorded($"m{i}")]);

        journal.Read().Facts.ShouldAllBe(fact => fact.Fact == FactWords.Recorded);
        journal.Read().Facts.Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("""{"v":99,"fact":"recorded","path":"a"}""")]
    [InlineData("""{"v":1,"fact":"dreamt","path":"a"}""")]
    public void Lines_that_only_a_later_program_understands_stay(string later)
    {
        File.WriteAllText(JournalPath, later + "\n");
        var journal = Open();
        for (var i = 0; i < 200; i++)
            journal.Append([Checked("a", CheckWords.Ok)]);

        File.ReadLines(JournalPath).ShouldContain(later);
        File.ReadLines(JournalPath).Count().ShouldBeLessThan(100);
    }

    [Fact]
    public void Whatever_happened_the_short_one_tells_the_same() =>
        Prop.ForAll(
                Facts().ToArbitrary(),
                facts =>
                {
                    var record = RootRecord.Of(facts, []);
                    return RootRecord.Of(record.ToFacts(), []).IsSame(record);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_process_that_is_killed_while_it_shortens_loses_nothing()
    {
        Open().Append([.. Enumerable.Range(0, 20).Select(i => Recorded($"m{i}"))]);
        for (var round = 0; round < 3; round++)
        {
            using var other = Start();
            var began = File.GetLastWriteTimeUtc(JournalPath);
            await Eventually.TrueAsync(() => File.GetLastWriteTimeUtc(JournalPath) > began, Token);
            await Task.Delay(Random.Shared.Next(300), Token);
            other.Kill();
            await other.WaitForExitAsync(Token);
            Open().Append([Recorded($"mine{round}")]);

            var (facts, warnings) = Open().Read();
            warnings.ShouldBeEmpty();
            var record = RootRecord.Of(facts, []);
            record.Files.Count.ShouldBe(20 + 1 + round);
            record.Files.Values.ShouldAllBe(file => file.Hashes != null && file.RecordedSizeBytes == 1);
        }

        new FileInfo(JournalPath).Length.ShouldBeLessThan(100_000);
    }

    [Fact(Explicit = true)]
    public void The_writer_of_a_long_journal()
    {
        var journal = new Journal(Environment.GetEnvironmentVariable(PathVariable)!, TimeProvider.System, Long);
        var facts = Enumerable.Range(0, 20).Select(i => Checked($"m{i}", CheckWords.Ok)).ToArray();
        while (!Token.IsCancellationRequested)
            journal.Append(facts);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Journal Open() => new(JournalPath, TimeProvider.System, Long);

    private RootRecord Read() => RootRecord.Of(Open().Read().Facts, []);

    private static FileStamp Stamp(int size) => new(size, Then, 7);

    private static JournalFact Recorded(string path) =>
        JournalFact.Of(FactWords.Recorded, path, Stamp(1)) with
        {
            Hashes = new RecordedHashes { Sha256 = new string(path[0] is >= 'a' and <= 'f' ? path[0] : '0', 64) },
            Origin = new FileOrigin { Source = "civitai", VersionId = 5 },
        };

    private static JournalFact Checked(string path, string result) =>
        JournalFact.Of(FactWords.Verified, path, Stamp(2)) with
        {
            Result = result,
        };

    // Every word that there is, of few paths, so that they meet.
    private static Gen<JournalFact[]> Facts()
    {
        string[] words =
        [
            FactWords.Recorded,
            FactWords.Indexed,
            FactWords.Hashed,
            FactWords.Changed,
            FactWords.Moved,
            FactWords.Missing,
            FactWords.Returned,
            FactWords.Verified,
            FactWords.Accepted,
            FactWords.Repaired,
            FactWords.Linked,
            FactWords.Trashed,
            FactWords.Quarantined,
            FactWords.Restored,
            FactWords.Emptied,
            FactWords.Place,
        ];
        var path = Gen.Elements("a", "b", "c");
        return (
            from word in Gen.Elements(words)
            from name in path
            from other in path
            from size in Gen.Choose(0, 3)
            from hash in Gen.Elements<string?>(null, "a", "b")
            from result in Gen.Elements<string?>(null, CheckWords.Ok, CheckWords.Changed)
            select JournalFact.Of(word, name, size == 0 ? null : Stamp(size)) with
            {
                At = Then.AddDays(size),
                From = word == FactWords.Moved ? other : null,
                Hashes = hash is null ? null : new RecordedHashes { Sha256 = new string(hash[0], 64) },
                Result = result,
                Mount = word == FactWords.Place ? "/mnt" : null,
            }
        ).ArrayOf();
    }

    private Process Start() =>
        Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(The_writer_of_a_long_journal)}" },
                RedirectStandardOutput = true,
                Environment = { [PathVariable] = JournalPath },
            }
        )!;
}
