using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>Which files of people's own previews are removed, and when.</summary>
public sealed class OwnPreviewSweepTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Only_what_this_database_let_go_long_ago_is_removed(DatabaseKind kind)
    {
        using var folder = new TemporaryFolder();
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var library = new BerryLibrary(new LibraryOptions { DataFolder = folder.Path });
        var time = new Clock();
        var previews = new OwnPreviews(database.Library, library, time);
        await using (var context = database.Library.CreateContext())
        {
            context.Registry.AddRange(new ModelRow { Id = "a", Name = "a" }, new ModelRow { Id = "b", Name = "b" });
            await context.SaveChangesAsync(Stop);
        }

        var picture = new PngMaker().Build();
        var gone = (await previews.SetAsync("a", picture, Stop)).OwnPreview!;
        var back = (await previews.SetAsync("a", picture, Stop)).OwnPreview!;
        var shown = (await previews.SetAsync("b", picture, Stop)).OwnPreview!;
        await previews.RemoveAsync("a", Stop);
        await previews.UndoAsync("a", Stop);
        // Another database may use the same folder.
        var others = library.OwnPreviews.Save(picture);
        var early = await previews.SweepAsync(Stop);
        time.Now += OwnPreviews.Kept + TimeSpan.FromDays(1);
        await previews.RemoveAsync("b", Stop);

        var removed = await previews.SweepAsync(Stop);

        (early, removed).ShouldBe((0, 1));
        library.OwnPreviews.Has(gone).ShouldBeFalse();
        new[] { back, shown, others }.ShouldAllBe(name => library.OwnPreviews.Has(name));
        (await previews.SweepAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_source_says_of_its_own_picture_does_not_hold_for_that_of_a_person()
    {
        using var folder = new TemporaryFolder();
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        using var library = new BerryLibrary(new LibraryOptions { DataFolder = folder.Path });
        var previews = new OwnPreviews(database.Library, library, TimeProvider.System);
        await using (var context = database.Library.CreateContext())
        {
            context.Registry.Add(
                new ModelRow
                {
                    Id = "a",
                    Name = "a",
                    PreviewLevel = 8,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var own = ModelInfo.Of(await previews.SetAsync("a", new PngMaker().Build(), Stop), progress: null);
        var beside = ModelInfo.Of(await previews.RemoveAsync("a", Stop), progress: null);

        (own.HasPreview, own.PreviewLevel).ShouldBe((true, null));
        (beside.HasPreview, beside.PreviewLevel).ShouldBe((false, 8));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
