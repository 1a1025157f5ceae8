using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class ModelListingTests(PostgreSqlServer server)
{
    private static readonly string[] Statuses = [.. ModelStatus.All];
    private static readonly string[] Bases = ["SDXL 1.0", "SD 1.5", "Flux.1 D"];
    private static readonly string[] Nouns = ["Dragon", "forest", "Robot", "Elan"];

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (ModelQuery Query, Func<ModelRow, bool> Fits)> Expected = new()
    {
        ["everything"] = (ModelQuery.All, _ => true),
        ["one word of many"] = (
            new() { Search = "dra" },
            row => row.Name.StartsWith("Dragon", StringComparison.Ordinal)
        ),
        ["case"] = (new() { Search = "ELAN" }, row => row.Name.StartsWith("Elan", StringComparison.Ordinal)),
        ["a word of nearly all"] = (
            new() { Search = "style" },
            row => row.Name.Contains("Style", StringComparison.Ordinal)
        ),
        ["two words"] = (
            new() { Search = "style robot" },
            row => row.Name.StartsWith("Robot Style", StringComparison.Ordinal)
        ),
        ["a word of one"] = (new() { Search = "n4711" }, row => row.Name.EndsWith(" n4711", StringComparison.Ordinal)),
        ["a word of none"] = (new() { Search = "zebra" }, _ => false),
        ["only signs"] = (new() { Search = "\"*('" }, _ => true),
        ["a tag"] = (new() { Tag = "MINE" }, row => row.UserTags.Contains("mine", StringComparison.Ordinal)),
        ["a word in a tag"] = (
            new() { Search = "mine" },
            row => row.UserTags.Contains("mine", StringComparison.Ordinal)
        ),
        ["a file's name"] = (new() { Search = "renamed" }, row => row.LocalPath is not null),
        ["a file's ending and folder"] = (new() { Search = "safetensors" }, _ => false),
        ["a word that is only a status"] = (new() { Search = "available" }, _ => false),
        ["a base of several words"] = (new() { BaseModel = "flux.1 d" }, row => row.BaseModel == "Flux.1 D"),
        ["a base that begins another"] = (new() { BaseModel = "SD 1" }, _ => false),
        ["a status"] = (new() { Status = "local" }, row => row.Status == "local"),
        ["a capability"] = (
            new() { Capability = "Chat" },
            row => row.Capabilities.Contains("chat", StringComparison.Ordinal)
        ),
        ["several at once"] = (
            new()
            {
                Search = "dragon",
                BaseModel = "SD 1.5",
                Status = "available",
                MinSize = 3_000,
            },
            row =>
                row is { BaseModel: "SD 1.5", Status: "available", Size: >= 3_000 }
                && row.Name.StartsWith("Dragon", StringComparison.Ordinal)
        ),
        ["a folder"] = (new() { Folder = "/models/safetensors" }, row => row.LocalPath is not null),
        ["a folder's beginning"] = (new() { Folder = "/models/safe" }, _ => false),
        ["sizes alone"] = (new() { MinSize = 100, MaxSize = 200 }, row => row.Size is >= 100 and < 200),
    };

    // Of 5,000 models, so that every way of finding is taken: few, many and most fit.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_question_finds_what_fits_in_order_and_counts_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var rows = await FillAsync(database.Library);
        var listing = new ModelListing(database.Library);
        foreach (var (name, (query, fits)) in Expected)
        {
            var wanted = rows.Where(fits).ToArray();

            var all = await listing.ReadAsync(query, Stop);
            var page = await listing.ReadAsync(
                query with
                {
                    Offset = 3,
                    Limit = 7,
                    Order = ModelOrder.Size,
                    IsDescending = true,
                },
                Stop
            );

            // The whole list is long; that it differs is enough to tell.
            all.Models.Select(model => model.Id)
                .ToHashSet()
                .SetEquals(wanted.Select(row => row.Id))
                .ShouldBeTrue(name);
            if (kind == DatabaseKind.Sqlite)
                all.Models.Select(model => model.Name)
                    .SequenceEqual(wanted.Select(row => row.Name).Order(StringComparer.OrdinalIgnoreCase))
                    .ShouldBeTrue(name);
            page.Models.Select(model => model.Id)
                .ShouldBe(wanted.OrderByDescending(row => row.Size).Skip(3).Take(7).Select(row => row.Id), name);
            page.Counts.ShouldBe(
                new ModelCounts(
                    wanted.Length,
                    wanted.Count(row => row.Status == ModelStatus.Local),
                    wanted.Count(row => row.Status == ModelStatus.Available)
                ),
                name
            );
            page.Library.Total.ShouldBe(rows.Count, name);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_known_is_less_than_everything_else(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using (var context = database.Library.CreateContext())
        {
            context.Registry.AddRange(
                new ModelRow { Id = "none", Name = "a" },
                new ModelRow
                {
                    Id = "small",
                    Name = "b",
                    Size = 1,
                },
                new ModelRow
                {
                    Id = "large",
                    Name = "c",
                    Size = 2,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var listing = new ModelListing(database.Library);
        var up = await listing.ReadAsync(new ModelQuery { Order = ModelOrder.Size }, Stop);
        var down = await listing.ReadAsync(new ModelQuery { Order = ModelOrder.Size, IsDescending = true }, Stop);

        up.Models.Select(model => model.Id).ShouldBe(["none", "small", "large"]);
        down.Models.Select(model => model.Id).ShouldBe(["large", "small", "none"]);
    }

    [Theory]
    [InlineData(-1, null, "offset")]
    [InlineData(0, 0, "limit")]
    [InlineData(0, 1001, "limit")]
    public void A_page_that_cannot_be_is_refused_by_name(int offset, int? limit, string name) =>
        Should
            .Throw<LibraryException>(() => new ModelQuery { Offset = offset, Limit = limit }.Check())
            .Message.ShouldStartWith(name);

    private static async Task<List<ModelRow>> FillAsync(LibraryDatabase database)
    {
        var rows = Enumerable.Range(0, 5000).Select(Row).ToList();
        await ChangeAsync(database, context => context.Registry.AddRange(rows));
        return rows;
    }

    // Sizes are all different, so that their order is certain.
    private static ModelRow Row(int number) =>
        new()
        {
            Id = $"m{number}",
            Name = $"{Nouns[number % 4]}{(number % 10 == 0 ? "" : " Style")} n{number}",
            Provider = number % 3 == 0 ? "comfyui" : "llama-cpp",
            Status = Statuses[number % 7 == 0 ? number % 4 : 0],
            BaseModel = Bases[number % 3],
            Size = number * 37L % 5003,
            Capabilities = number % 5 == 0 ? """["chat"]""" : "[]",
            LocalPath = number == 17 ? "/models/safetensors/lora.v2/renamed.by.me.safetensors" : null,
            UserTags = number == 42 ? """["mine","other"]""" : "[]",
        };

    private static async Task ChangeAsync(LibraryDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
