using BerryAIGen.Database.Extending;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Extending;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class OfferedModelsTests(PostgreSqlServer server)
{
    private static readonly PredefinedModels Predefined = PredefinedModels.Load(null);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_person_calls_an_offered_model_stays_at_the_next_start(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var registry = Registry(database.Library);
        await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);
        var id = Predefined.All[0].Id;
        await new PersonsModelWords(database.Library, TimeProvider.System).ChangeAsync(
            id,
            new ModelChange("Mine", "My words", null, null, null),
            Stop
        );

        await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);

        await using var context = database.Library.CreateContext();
        var row = context.Registry.Single(row => row.Id == id);
        (row.Name, row.Description).ShouldBe(("Mine", "My words"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_start_that_finds_all_offers_as_they_are_writes_none(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var registry = Registry(database.Library);
        await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);
        await using var context = database.Library.CreateContext();
        var before = await LibraryRevision.ReadAsync(context, Stop);
        var rows = context.Registry.AsNoTracking().ToList();
        rows[0].Capabilities = rows[0].Capabilities.Replace(" ", "", StringComparison.Ordinal);

        await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);

        (await OfferedModels.AreAsync(database.Library, rows, Stop)).ShouldBeTrue();
        (await LibraryRevision.ReadAsync(context, Stop)).ShouldBe(before);
        rows[0].Format = "other";
        (await OfferedModels.AreAsync(database.Library, rows, Stop)).ShouldBeFalse();
    }

    // Whatever an offer is described with, so that none of it is forgotten where the next start looks whether it holds still.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_offer_that_says_anything_else_is_as_defined_after_the_next_start(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var registry = Registry(database.Library);
        await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);
        await using var context = database.Library.CreateContext();
        var (row, bare) = (
            context.Registry.First(row => row.Architecture != null && row.Checksum != null),
            new ModelRow { Id = "", Name = "" }
        );
        string[] others =
        [
            nameof(ModelRow.Id),
            nameof(ModelRow.Origin),
            nameof(ModelRow.CreatedAt),
            nameof(ModelRow.UpdatedAt),
        ];
        var told = context
            .Entry(row)
            .Properties.Where(member => !others.Contains(member.Metadata.Name))
            .Where(member =>
                !Equals(member.CurrentValue, context.Entry(bare).Property(member.Metadata.Name).CurrentValue)
            )
            .Select(member => (member.Metadata.Name, Value: member.CurrentValue))
            .ToArray();
        told.Length.ShouldBeGreaterThan(8);

        foreach (var (name, value) in told)
        {
            context.Entry(row).Property(name).CurrentValue = value is long ? 1L : "[]";
            await context.SaveChangesAsync(Stop);
            await registry.OfferAsync(Predefined, IndexedFolder.Machine, Stop);
            await context.Entry(row).ReloadAsync(Stop);

            context.Entry(row).Property(name).CurrentValue.ShouldBe(value, name);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Servers_that_start_at_once_offer_each_model_once(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => Registry(database.Library).OfferAsync(Predefined, IndexedFolder.Machine, Stop), Stop)
                )
        );

        await using var context = database.Library.CreateContext();
        context.Registry.Count().ShouldBe(Predefined.All.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rounds_that_ask_a_source_at_once_offer_each_model_once(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var source = new ShelfOfModels();
        var plugins = Plugins.Load(null);
        plugins.Add(source);

        var problems = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Offers(database.Library, plugins).OfferAsync(Stop), Stop))
        );

        problems.SelectMany(found => found).ShouldBeEmpty();
        source.HasAllAsked.ShouldBeTrue();
        await using var context = database.Library.CreateContext();
        context.Registry.Count(row => row.Origin == source.Name).ShouldBe(3);
    }

    private static PluginModels Offers(LibraryDatabase database, Plugins plugins) =>
        new(
            database,
            plugins,
            Registry(database),
            new RegistryFacts(Predefined),
            IndexedFolder.Machine,
            TimeProvider.System
        );

    private static ModelRegistry Registry(LibraryDatabase database) =>
        new(database, ProviderCatalog.Load(null), TimeProvider.System);

    // Answers nobody before all have asked, so that all of them write at once.
    private sealed class ShelfOfModels : IModelSource
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public string Name => "shelf";

        public bool HasAllAsked => _all.Task.IsCompleted;

        public async Task<IReadOnlyList<OfferedModel>> DiscoverAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _asked) == 4)
                _all.SetResult();
            await _all.Task.WaitAsync(cancellationToken);
            return [.. Enumerable.Range(0, 3).Select(number => new OfferedModel($"m{number}", $"Model {number}"))];
        }

        public Task<string> GetDownloadUrlAsync(string modelId, CancellationToken cancellationToken) =>
            Task.FromResult($"https://example.org/{modelId}.gguf");
    }
}
