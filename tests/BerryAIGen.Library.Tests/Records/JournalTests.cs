using System.Diagnostics;
using BerryAIGen.Library.Records;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Records;

public sealed class JournalTests : IDisposable
{
    private const string PathVariable = "BERRY_TEST_JOURNAL";

    private readonly TemporaryFolder _folder = new();

    private string JournalPath => _folder.Combine("journal.jsonl");

    [Fact]
    public async Task What_is_added_is_read_in_order()
    {
        var journal = Open();

        await journal.AppendAsync([Fact("a"), Fact("ö/模 型")], TestContext.Current.CancellationToken);
        await journal.AppendAsync([Fact("b")], TestContext.Current.CancellationToken);

        journal.Read().Facts.Select(fact => fact.Path).ShouldBe(["a", "ö/模 型", "b"]);
        journal.Read().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_journal_that_is_not_there_tells_nothing() => Open().Read().Facts.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"v":1,"fact":"indexed","pa""")]
    [InlineData("\0\0\0\0\0\0")]
    [InlineData("{")]
    public async Task A_half_written_last_line_is_cut_by_the_next_writer_who_says_so(string half)
    {
        var journal = Open();
        await journal.AppendAsync([Fact("a")], TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(JournalPath, half, TestContext.Current.CancellationToken);

        var before = journal.Read();
        var said = await journal.AppendAsync([Fact("b")], TestContext.Current.CancellationToken);

        before.Facts.Select(fact => fact.Path).ShouldBe(["a"]);
        said.ShouldNotBeNull().ShouldContain("half written");
        journal.Read().Facts.Select(fact => fact.Path).ShouldBe(["a", "b"]);
        journal.Read().Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"v":1,"fact":"indexed","path":"../other/a"}""")]
    [InlineData("""{"v":1,"fact":"indexed","path":"a/../../b"}""")]
    [InlineData("""{"v":1,"fact":"indexed","path":"/etc/a"}""")]
    [InlineData("""{"v":1,"fact":"moved","path":"a","from":"../b"}""")]
    [InlineData("""{"v":1,"fact":"place","path":"..","mount":"/"}""")]
    [InlineData("""{"v":1,"fact":"recorded","path":"a","hashes":{"sha256":"/home/somebody"}}""")]
    [InlineData("""{"v":1,"fact":"recorded","path":"a","hashes":{"sha256":"../../x"}}""")]
    public async Task A_line_that_leads_out_of_the_root_is_passed_over(string line)
    {
        await File.AppendAllTextAsync(JournalPath, line + "\n", TestContext.Current.CancellationToken);

        Open().Read().Facts.ShouldBeEmpty();
        Open().Read().Warnings.ShouldHaveSingleItem().ShouldContain("passed over");
    }

    [Fact]
    public async Task A_long_half_line_is_cut_up_to_the_last_whole_one()
    {
        var journal = Open();
        await journal.AppendAsync([Fact("a")], TestContext.Current.CancellationToken);
        var whole = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(JournalPath, new string('x', 200_000), TestContext.Current.CancellationToken);

        await journal.AppendAsync([Fact("b")], TestContext.Current.CancellationToken);

        var bytes = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
        bytes[..whole.Length].ShouldBe(whole);
        bytes.Count(letter => letter == '\n').ShouldBe(2);
        bytes.Length.ShouldBeLessThan(3 * whole.Length);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_costs_only_itself_and_is_named()
    {
        var journal = Open();
        await journal.AppendAsync([Fact("a")], TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(
            JournalPath,
            "no json\n\n{\"v\":99,\"fact\":\"x\",\"path\":\"p\"}\n",
            TestContext.Current.CancellationToken
        );
        await journal.AppendAsync([Fact("b")], TestContext.Current.CancellationToken);

        var (facts, warnings) = journal.Read();

        facts.Select(fact => fact.Path).ShouldBe(["a", "b"]);
        warnings.Count.ShouldBe(2);
        warnings[0].ShouldContain("line 2 of");
        warnings[1].ShouldContain("line 4 of");
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_line()
    {
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteManyAsync(Open(), $"{writer}")));

        await Task.WhenAll(writers);

        var (facts, warnings) = Open().Read();
        warnings.ShouldBeEmpty();
        facts.GroupBy(fact => fact.Path).ShouldAllBe(group => group.Count() == 20);
        facts.Count.ShouldBe(8 * 20);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_writes_harms_no_other_line()
    {
        for (var round = 0; round < 3; round++)
        {
            using var other = Start();
            var size = Length();
            await Eventually.TrueAsync(() => Length() > size + 20_000, TestContext.Current.CancellationToken);
            other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Open().AppendAsync([Fact("mine")], TestContext.Current.CancellationToken);
        }

        var (facts, warnings) = Open().Read();

        warnings.ShouldBeEmpty();
        facts.Count(fact => fact.Path == "mine").ShouldBe(3);
        facts.Count(fact => fact.Path == "theirs").ShouldBeGreaterThan(100);
    }

    [Fact(Explicit = true)]
    public async Task The_writer_of_another_process()
    {
        var journal = new Journal(Environment.GetEnvironmentVariable(PathVariable)!, TimeProvider.System);
        while (!TestContext.Current.CancellationToken.IsCancellationRequested)
            await journal.AppendAsync([Fact("theirs"), Fact("theirs")], TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private static JournalFact Fact(string path) => JournalFact.Of(FactWords.Indexed, path);

    private static async Task WriteManyAsync(Journal journal, string path)
    {
        for (var i = 0; i < 20; i++)
            await journal.AppendAsync([Fact(path)], TestContext.Current.CancellationToken);
    }

    private Journal Open() => new(JournalPath, TimeProvider.System);

    private long Length() => new FileInfo(JournalPath) is { Exists: true } file ? file.Length : 0;

    private Process Start() =>
        Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(The_writer_of_another_process)}" },
                RedirectStandardOutput = true,
                Environment = { [PathVariable] = JournalPath },
            }
        )!;
}
