using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Testing;
using static BerryAIGen.Database.Tests.Coverage.CoverageLibrary;

namespace BerryAIGen.Database.Tests.Coverage;

public sealed class CoverageFollowingTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_change_of_one_model_looks_at_that_one_alone(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var keeper = new CoverageKeeper(database.Library, new Generator(null));
        await ChangeAsync(
            database,
            context => context.Registry.AddRange(Local("ink", "SDXL 1.0"), Local("wash", "SDXL 1.0"))
        );
        await keeper.FollowAsync(Stop);
        await ChangeAsync(
            database,
            context => context.GenerationCoverage.Single(row => row.Id == "wash").Creator = "odd"
        );

        await ChangeAsync(database, context => context.Registry.Single(row => row.Id == "ink").Creator = "Ann");
        await keeper.FollowAsync(Stop);
        var (ink, wash) = (await RowAsync(database, "ink"), await RowAsync(database, "wash"));
        using var started = new CoverageKeeper(database.Library, new Generator(null));
        await started.FollowAsync(Stop);

        (ink!.Creator, wash!.Creator).ShouldBe(("Ann", "odd"));
        (await RowAsync(database, "wash"))!.Creator.ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_a_server_with_a_slow_clock_fetches_is_followed(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var keeper = new CoverageKeeper(database.Library, new Generator(null));
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        await ChangeAsync(database, Fill);
        await ChangeAsync(
            database,
            context =>
            {
                context.SourceModels.Single().UpdatedAt = at;
                context.SourceModels.Add(
                    new SourceModelRow
                    {
                        Source = "civitai",
                        SourceId = "6",
                        Name = "Other",
                        UpdatedAt = at.AddDays(9),
                    }
                );
            }
        );
        await keeper.FollowAsync(Stop);
        var before = await RowAsync(database, "ink");

        await ChangeAsync(
            database,
            context =>
            {
                var model = context.SourceModels.Single(row => row.SourceId == "5");
                (model.Body, model.UpdatedAt) = (model.Body!.Replace("Merge", "Trained"), at.AddMilliseconds(7));
            }
        );
        await keeper.FollowAsync(Stop);

        before!.CheckpointType.ShouldBe("Merge");
        (await RowAsync(database, "ink"))!.CheckpointType.ShouldBe("Trained");
    }

    [Fact]
    public async Task What_ends_by_the_clock_alone_is_judged_anew_then()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var time = new MovedTime();
        using var keeper = new CoverageKeeper(database.Library, new Generator(null), time);
        await ChangeAsync(database, Fill);
        await ChangeAsync(
            database,
            context =>
            {
                context.Registry.Single(row => row.Id == "ink").LocalPath = null;
                var model = context.SourceModels.Single();
                model.Body = model.Body!.Replace(
                    "\"status\"",
                    "\"earlyAccessEndsAt\": \"2200-01-02T03:04:05Z\", \"status\"",
                    StringComparison.Ordinal
                );
            }
        );
        await keeper.FollowAsync(Stop);
        var early = await RowAsync(database, "ink");
        await ChangeAsync(
            database,
            context => context.GenerationCoverage.Single(row => row.Id == "ink").Creator = "odd"
        );

        await keeper.FollowAsync(Stop);
        var still = await RowAsync(database, "ink");
        time.Advance(TimeSpan.FromDays(366 * 200));
        await keeper.FollowAsync(Stop);

        early!.Verdict.ShouldContain("early_access");
        still!.Creator.ShouldBe("odd");
        (await RowAsync(database, "ink"))!.Creator.ShouldBe("Ann");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Two_who_write_the_same_new_gate_at_once_both_succeed(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var gates = new GateStore(database.Library, new Generator(null), TimeProvider.System);
        var wish = new GateWish("testers", null, null, ["SDXL"], null, null);

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => gates.PutAsync($"g{round}", wish, Stop)))
            );
        }

        (await gates.ListAsync(Stop)).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(0, "blur")]
    [InlineData(1, "show")]
    [InlineData(3, "show")]
    [InlineData(5, "blur")]
    [InlineData(32, "blur")]
    [InlineData(long.MaxValue, "blur")]
    public void A_picture_is_shown_by_the_highest_of_its_levels(long levels, string display) =>
        ResourceItem.DisplayOf(new MaturityLimits(), levels).ShouldBe(display);
}
