using BerryAIGen.Library.Batches;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Batches;

/// <summary>What lists stand for together is limited, and reading them can be stopped.</summary>
public sealed class BatchLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("1")]
    [InlineData("# nothing")]
    public void Lists_that_stand_for_too_much_are_refused_before_it_is_made(string leaf)
    {
        const int lists = 8;
        for (var i = 0; i < lists; i++)
            Write($"{i}.txt", Times(10, i == lists - 1 ? leaf : $"./{i + 1}.txt"));

        var refused = Record.Exception(() => Read("0.txt"));

        // Empty lists stand for nothing, and each is read once.
        if (leaf == "1")
            refused.ShouldBeOfType<BatchLimitException>().Message.ShouldContain("100000");
        else
            refused.ShouldBeNull();
    }

    [Fact]
    public void A_list_that_is_named_often_is_read_once_and_counts_each_time()
    {
        Write("a.txt", Times(3, "./b.txt"));
        Write("b.txt", "1\n2\n");

        Read("a.txt").Entries.Select(entry => entry.Reference).ShouldBe(["1", "2", "1", "2", "1", "2"]);
    }

    [Fact]
    public void Too_many_entries_of_one_list_are_refused_in_every_form()
    {
        var many = BatchReading.MaxEntries + 1;
        Write("a.txt", Times(many, "1"));
        Write("a.json", $"[{string.Join(',', Enumerable.Repeat("1", many))}]");

        Should.Throw<LibraryException>(() => Read("a.txt")).Message.ShouldContain("more than");
        Should.Throw<LibraryException>(() => Read("a.json")).Message.ShouldContain("more than");
    }

    [Fact]
    public void Lists_too_deep_inside_each_other_cost_only_their_entry()
    {
        for (var i = 0; i < BatchReading.MaxDepth + 5; i++)
            Write($"{i}.txt", $"{i + 1}\n./{i + 1}.txt\n");

        var entries = Read("0.txt").Entries;

        entries.Count.ShouldBe(BatchReading.MaxDepth + 2);
        entries[^1].Failure!.Message.ShouldContain("inside another");
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        Write("a.txt", "1\n");

        Should.Throw<OperationCanceledException>(() =>
            BatchFile.Read(_folder.Combine("a.txt"), new CancellationToken(canceled: true))
        );
    }

    public void Dispose() => _folder.Dispose();

    private BatchFile Read(string name) => BatchFile.Read(_folder.Combine(name), TestContext.Current.CancellationToken);

    private void Write(string name, string text) => File.WriteAllText(_folder.Combine(name), text);

    private static string Times(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));
}
