using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Downloads;

/// <summary>Who orders a download gets that download, whatever others do at the same time.</summary>
public sealed class DownloadOrderTests : IAsyncLifetime
{
    private readonly PostgreSqlServer server;
    private readonly TemporaryFolder folder = new();
    private readonly RangeServer source = new(new byte[1000]);
    private readonly BerryLibrary library;

    public DownloadOrderTests(PostgreSqlServer server)
    {
        this.server = server;
        library = new BerryLibrary(
            new LibraryOptions
            {
                AllowedHosts = ["127.0.0.1"],
                ModelsFolder = folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = folder.Path,
            }
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        library.Dispose();
        await source.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_name_that_is_an_address_of_the_server_becomes_another_id(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (orders, _) = Orders(database);

        var library = await orders.StartAsync(Order("/library.safetensors"), acceptsPresent: false, Stop);
        var again = await orders.StartAsync(Order("/other/library.safetensors"), acceptsPresent: false, Stop);
        var same = await orders.StartAsync(Order("/library.safetensors"), acceptsPresent: false, Stop);

        library.ModelId.ShouldBe("library-model");
        again.ModelId.ShouldBe("library-2");
        same.TaskId.ShouldBe(library.TaskId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_id_that_differs_in_case_only_is_taken(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddModelAsync(database, "Dragon", "https://example.com/Dragon.safetensors");
        var (orders, _) = Orders(database);

        var ordered = await orders.StartAsync(Order("/dragon.safetensors"), acceptsPresent: false, Stop);
        var known = await orders.StartAsync(
            Order("/elsewhere.safetensors") with
            {
                ModelId = "Dragon",
            },
            acceptsPresent: false,
            Stop
        );

        ordered.ModelId.ShouldBe("dragon-2");
        known.ModelId.ShouldBe("Dragon");
    }

    // On SQLite the one who orders has the only turn to write until he is done.
    [Fact]
    public async Task Of_two_who_want_different_files_of_one_name_nobody_gets_the_others()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        var (orders, engine) = Orders(database);
        DownloadTask? others = null;
        engine.Between = async () =>
        {
            engine.Between = null;
            others = await orders.StartAsync(Order("/other/dragon.safetensors"), acceptsPresent: false, Stop);
        };

        var mine = await orders.StartAsync(Order("/dragon.safetensors"), acceptsPresent: false, Stop);

        (others!.ModelId, mine.ModelId).ShouldBe(("dragon", "dragon-2"));
        mine.Reference.ShouldBe(source.Address("/dragon.safetensors").ToString());
        mine.TaskId.ShouldNotBe(others.TaskId);
    }

    [Fact]
    public async Task Two_who_want_the_same_file_share_one_download()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        var (orders, engine) = Orders(database);
        DownloadTask? others = null;
        engine.Between = async () =>
        {
            engine.Between = null;
            others = await orders.StartAsync(Order("/dragon.safetensors"), acceptsPresent: false, Stop);
        };

        var mine = await orders.StartAsync(Order("/dragon.safetensors"), acceptsPresent: false, Stop);

        mine.TaskId.ShouldBe(others!.TaskId);
        await using var context = database.Library.CreateContext();
        (await context.Registry.CountAsync(Stop)).ShouldBe(1);
    }

    private (DownloadOrders Orders, RowEngine Engine) Orders(TestDatabase database)
    {
        var engine = new RowEngine(new JobStore(database.Library, TimeProvider.System, [new DownloadFollower()]));
        return (
            new DownloadOrders(
                library,
                database.Library,
                new DownloadPlaces(ProviderCatalog.Load(null), library),
                new DownloadTasks(database.Library),
                engine,
                TimeProvider.System
            ),
            engine
        );
    }

    private DownloadOrder Order(string path) =>
        new()
        {
            Reference = source.Address(path).ToString(),
            Type = "loras",
            AcceptDanger = true,
        };

    private static async Task AddModelAsync(TestDatabase database, string id, string address)
    {
        await using var context = database.Library.CreateContext();
        context.Registry.Add(
            new ModelRow
            {
                Id = id,
                Name = id,
                DownloadUrl = address,
            }
        );
        await context.SaveChangesAsync(Stop);
    }
}
