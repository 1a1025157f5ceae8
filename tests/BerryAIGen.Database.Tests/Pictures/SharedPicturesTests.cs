using BerryAIGen.Database.Pictures;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>Several servers that write pictures' rows into one PostgreSQL at the same moment.</summary>
public sealed class SharedPicturesTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_another_server_adds_at_the_same_moment_is_shared()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        pictures.Add("a.png", "Model: x");
        await pictures.RunAsync();
        await using var other = folder.Database.CreateContext();
        var name = await other.PictureModels.AsNoTracking().SingleAsync(Stop);
        await other.Pictures.ExecuteDeleteAsync(Stop);
        await other.PictureModels.ExecuteDeleteAsync(Stop);

        await using var transaction = await other.Database.BeginTransactionAsync(Stop);
        other.PictureModels.Add(
            new PictureModelRow
            {
                Key = name.Key,
                Type = name.Type,
                Name = name.Name,
            }
        );
        await other.SaveChangesAsync(Stop);
        var running = pictures.RunAsync();
        await UntilWaitingAsync(folder.Database, running);
        await transaction.CommitAsync(Stop);

        (await running)["added"]!.GetValue<int>().ShouldBe(1);
        (await other.PictureModels.CountAsync(Stop)).ShouldBe(1);
        (await pictures.StatesAsync()).ShouldBe(["a.png Unknown "]);
    }

    [Fact]
    public async Task A_picture_that_another_run_adds_at_the_same_moment_is_one_picture()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        pictures.Add("a.png", "Model: x", prompt: "from the file");
        await using var other = folder.Database.CreateContext();
        var row = new PictureRow { FolderId = (await other.PictureFolders.SingleAsync(Stop)).Id, Path = "a.png" };

        await using var transaction = await other.Database.BeginTransactionAsync(Stop);
        other.Pictures.Add(row);
        await other.SaveChangesAsync(Stop);
        var running = pictures.RunAsync();
        await UntilWaitingAsync(folder.Database, running);
        await transaction.CommitAsync(Stop);

        (await running)["changed"]!.GetValue<int>().ShouldBe(1);
        (await pictures.PathsAsync(new PictureQuery { Words = "file" })).ShouldBe(["a.png"]);
    }

    [Fact]
    public async Task A_name_that_another_server_begins_to_use_is_not_forgotten()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        pictures.Add("goes.png", "Model: x");
        pictures.Add("stays.png", "Model: y");
        await pictures.RunAsync();
        await using var other = folder.Database.CreateContext();
        var name = await other.PictureModels.AsNoTracking().SingleAsync(row => row.Name == "x", Stop);
        var theirs = new PictureFolderRow { Path = folder.Folder.Combine("theirs") };
        other.PictureFolders.Add(theirs);
        await other.SaveChangesAsync(Stop);
        var picture = new PictureRow { FolderId = theirs.Id, Path = "b.png" };
        other.Pictures.Add(picture);
        await other.SaveChangesAsync(Stop);
        File.Delete(Path.Combine(pictures.Folder, "goes.png"));

        await using var transaction = await other.Database.BeginTransactionAsync(Stop);
        other.PictureLinks.Add(new PictureLinkRow { PictureId = picture.Id, PictureModelId = name.Id });
        await other.SaveChangesAsync(Stop);
        var running = pictures.RunAsync();
        await UntilWaitingAsync(folder.Database, running);
        await transaction.CommitAsync(Stop);

        (await running)["removed"]!.GetValue<int>().ShouldBe(1);
        (await other.PictureLinks.CountAsync(Stop)).ShouldBe(2);
        (await other.PictureModels.CountAsync(Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task Names_that_are_written_while_another_server_follows_the_library_are_linked_to_what_it_has_now()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.PostgreSql, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        using var other = new IndexedPictures(folder);
        pictures.Add("name.png", "Lora hashes: \"ink: 0123456789\"");

        await using var context = folder.Database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Stop);
        await context.Database.ExecuteSqlRawAsync("LOCK TABLE picture_links IN SHARE MODE", Stop);
        var running = pictures.RunAsync();
        await UntilWaitingAsync(folder.Database, running);
        folder.AddLora("ink.safetensors");
        await folder.RunAsync();
        var before = await other.PathsAsync(new PictureQuery { ModelId = "ink" });
        await transaction.CommitAsync(Stop);
        await running;

        before.ShouldBeEmpty();
        (await other.PathsAsync(new PictureQuery { ModelId = "ink" })).ShouldBe(["name.png"]);
    }

    // Until the run stands before what another transaction holds.
    private static Task UntilWaitingAsync(LibraryDatabase database, Task running) =>
        Eventually.TrueAsync(
            () =>
            {
                using var context = database.CreateContext();
                return running.IsCompleted
                    || context
                        .Database.SqlQueryRaw<int>(
                            "SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                        )
                        .Single() > 0;
            },
            Stop
        );
}
