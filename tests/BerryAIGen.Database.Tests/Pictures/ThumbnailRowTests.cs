using BerryAIGen.Database.Pictures;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>What the rows of pictures say of thumbnails, while others write them and on several servers.</summary>
public sealed class ThumbnailRowTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, string> Ends =>
        new()
        {
            { DatabaseKind.Sqlite, "" },
            { DatabaseKind.PostgreSql, "" },
            { DatabaseKind.Sqlite, "exit 1" },
            { DatabaseKind.PostgreSql, "exit 1" },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_came_of_a_picture_that_changed_meanwhile_is_not_written_to_its_row(
        DatabaseKind kind,
        string end
    )
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var one = new PictureServer(folder, $"{PictureServer.Waits}\n{end}");
        await one.Pictures.Folders.AddAsync(one.Pictures.Folder, isRecursive: true, Stop);
        one.Pictures.Add("a.png", "Model: x");
        var running = one.Pictures.RunAsync();
        await Eventually.TrueAsync(() => one.Starts > 0 || running.IsCompleted, Stop);

        // As another run writes it that read the picture's next state.
        await using var context = folder.Database.CreateContext();
        await context.Pictures.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ModifiedTicks, row => row.ModifiedTicks + 1),
            Stop
        );
        one.Go();
        await running;

        var row = await RowAsync(folder);
        (row.Thumbnail, row.ThumbnailProblem).ShouldBe((null, null));
    }

    [Fact]
    public async Task A_server_that_lacks_a_thumbnail_leaves_the_key_by_which_another_has_it()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var first = new PictureServer(folder);
        using var second = new PictureServer(folder, PictureServer.Waits);
        await first.Pictures.Folders.AddAsync(first.Pictures.Folder, isRecursive: true, Stop);
        first.Pictures.Add("a.png", "Model: x");
        await first.Pictures.RunAsync();
        var key = (await RowAsync(folder)).Thumbnail.ShouldNotBeNull();
        first.Age();

        var running = second.Pictures.RunAsync();
        await Eventually.TrueAsync(() => second.Starts > 0 || running.IsCompleted, Stop);
        var meanwhile = await RowAsync(folder);
        var again = await first.Pictures.RunAsync();
        second.Go();
        var made = await running;

        meanwhile.Thumbnail.ShouldBe(key);
        again["thumbnails"]!.GetValue<int>().ShouldBe(0);
        made["thumbnails"]!.GetValue<int>().ShouldBe(1);
        (await RowAsync(folder)).Thumbnail.ShouldBe(key);
        first.Library.PictureFiles.Thumbnails.Has(key).ShouldBeTrue();
        second.Library.PictureFiles.Thumbnails.Has(key).ShouldBeTrue();
        (await second.Pictures.RunAsync())["thumbnails"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_cannot_make_a_thumbnail_takes_none_from_another()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var first = new PictureServer(folder);
        using var second = new PictureServer(folder, "exit 1");
        await first.Pictures.Folders.AddAsync(first.Pictures.Folder, isRecursive: true, Stop);
        first.Pictures.Add("a.png", "Model: x");
        await first.Pictures.RunAsync();
        var key = (await RowAsync(folder)).Thumbnail.ShouldNotBeNull();
        first.Age();

        await second.Pictures.RunAsync();
        await second.Pictures.RunAsync();
        await first.Pictures.RunAsync();

        var row = await RowAsync(folder);
        (row.Thumbnail, row.ThumbnailProblem.ShouldNotBeNull()).ShouldBe((key, row.ThumbnailProblem));
        row.ThumbnailProblem.ShouldContain("No thumbnail could be made");
        first.Library.PictureFiles.Thumbnails.Has(key).ShouldBeTrue();
        second.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_that_takes_the_tool_too_long_says_so_and_is_tried_again_once_it_changes()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        using var one = new PictureServer(folder, "sleep 600");
        await one.Pictures.Folders.AddAsync(one.Pictures.Folder, isRecursive: true, Stop);
        one.Pictures.Add("a.png", "Model: x");

        await one.Pictures.RunAsync();
        await one.Pictures.RunAsync();
        var starts = one.Starts;
        var row = await RowAsync(folder);
        one.Pictures.Add("a.png", "Model: another");
        await one.Pictures.RunAsync();

        row.ThumbnailProblem.ShouldBe("No thumbnail could be made: it took longer than 2 s.");
        (starts, one.Starts).ShouldBe((1, 2));
    }

    private static async Task<PictureRow> RowAsync(IndexedFolder folder)
    {
        await using var context = folder.Database.CreateContext();
        return await context.Pictures.AsNoTracking().SingleAsync(Stop);
    }
}
