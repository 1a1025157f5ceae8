using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;

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

    private static ModelRegistry Registry(LibraryDatabase database) =>
        new(database, ProviderCatalog.Load(null), TimeProvider.System);
}
