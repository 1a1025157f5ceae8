using BerryAIGen.Library.Records;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Records;

public sealed class RootRecordCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_journal_is_folded_once_until_it_is_written_again()
    {
        var root = RecordRoot.Open(_folder.Path, TimeProvider.System);
        var cache = new RootRecordCache();
        cache.Read(root).Files.ShouldBeEmpty();
        root.Journal.Append([JournalFact.Of(FactWords.Indexed, "a")]);

        var first = cache.Read(root);
        var second = cache.Read(RecordRoot.Open(_folder.Path, TimeProvider.System));
        root.Journal.Append([JournalFact.Of(FactWords.Indexed, "b")]);
        var third = cache.Read(root);

        second.ShouldBeSameAs(first);
        first.Files.Keys.ShouldBe(["a"]);
        third.Files.Keys.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    public void Dispose() => _folder.Dispose();
}
