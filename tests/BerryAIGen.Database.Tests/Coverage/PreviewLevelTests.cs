using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Coverage;

public sealed class PreviewLevelTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Lists_tell_how_mature_the_source_calls_a_picture_and_follow_what_it_says_later(DatabaseKind kind)
    {
        using var covered = await CoveredDatabase.CreateAsync(kind, server);
        await covered.ChangeAsync(CoverageLibrary.Fill);
        var listing = new ModelListing(covered.Library);
        var mark = await listing.ReadMarkAsync(Stop);

        await covered.Keeper.FollowAsync(Stop);
        var first = await LevelsAsync();
        var rated = await listing.ReadMarkAsync(Stop);
        await covered.ChangeAsync(context =>
        {
            var model = context.SourceModels.Single();
            model.Body = model.Body!.Replace("\"nsfwLevel\": 6", "\"nsfwLevel\": 1", StringComparison.Ordinal);
            model.UpdatedAt = model.UpdatedAt.AddDays(1);
        });
        await covered.Keeper.FollowAsync(Stop);

        // 6 is PG-13 and R: the higher one counts.
        first.ShouldBe([("ink", 4), ("wash", null)]);
        rated.ShouldNotBe(mark);
        (await LevelsAsync()).ShouldBe([("ink", 1), ("wash", null)]);

        async Task<IEnumerable<(string, int?)>> LevelsAsync() =>
            (await listing.ReadAsync(ModelQuery.All, Stop)).Models.Select(model => (model.Id, model.PreviewLevel));
    }
}
