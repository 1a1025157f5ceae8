using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Database.Site.Images;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>The pictures of Civitai's API, page after page.</summary>
public sealed class SiteImageIndexTests(PostgreSqlServer server)
{
    private const int Model = 7;
    private const string Question = "images?modelId=7";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_a_page_that_is_kept_only_its_own_pictures_are_read(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var models = new SiteIndex(
            database.Library,
            new LocalSources(database.Library, TimeProvider.System),
            mirrors: true
        );
        using var index = new SiteImageIndex(database.Library, models, mirrors: true);
        var records = new SiteRecords(database.Library, TimeProvider.System);
        await KeepAsync(records, "second", (1, "one"), (2, "two"));
        var before = (await index.GetAsync(Stop)).ToDictionary(image => image.Id);

        // A page may tell of a picture again.
        await KeepAsync(records, "third", (2, "another"), (3, "three"));
        var after = (await index.GetAsync(Stop)).ToDictionary(image => image.Id);

        after.Keys.ShouldBe([1, 2, 3], ignoreOrder: true);
        after[1].ShouldBeSameAs(before[1]);
        after[2].Username.ShouldBe("another");
        after[3].Username.ShouldBe("three");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_that_only_tells_again_of_known_pictures_is_read(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var models = new SiteIndex(
            database.Library,
            new LocalSources(database.Library, TimeProvider.System),
            mirrors: true
        );
        using var index = new SiteImageIndex(database.Library, models, mirrors: true);
        var records = new SiteRecords(database.Library, TimeProvider.System);
        await KeepAsync(records, "second", (1, "one"));
        await index.GetAsync(Stop);

        await KeepAsync(records, "third", (1, "another"));

        (await index.GetAsync(Stop)).ShouldHaveSingleItem().Username.ShouldBe("another");
    }

    private static Task<bool> KeepAsync(
        SiteRecords records,
        string cursor,
        params (int Id, string Username)[] images
    ) =>
        records.KeepAsync(
            SiteRecordRow.Image,
            images.ToDictionary(
                image => $"{image.Id}",
                image => new JsonObject { ["id"] = image.Id, ["username"] = image.Username }
            ),
            Question,
            new SiteAsked(cursor),
            Model,
            Stop
        );
}
