using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Downloads;

/// <summary>
/// What is written of a model that was downloaded is the same, whether the watch of the folders sees its file before the
/// download wrote it down, in the middle of that, or afterwards.
/// </summary>
public sealed class DownloadArrivalTests(PostgreSqlServer server)
{
    private const string Id = "slow-card";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public enum Watch
    {
        Never,
        Before,
        Between,
        After,
    }

    public static MatrixTheoryData<DatabaseKind, Watch, bool> Orders =>
        new([DatabaseKind.Sqlite, DatabaseKind.PostgreSql], Enum.GetValues<Watch>(), [true, false]);

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task It_came_by_the_download_whoever_sees_its_file_first(
        DatabaseKind kind,
        Watch watch,
        bool isHashKnown
    )
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("loras/card.safetensors");
        var sha256 = IndexedFolder.Sha256(path);
        await OrderAsync(
            folder,
            row =>
            {
                if (isHashKnown)
                    (row.Sha256, row.Size) = (sha256, new FileInfo(path).Length);
            }
        );

        await ArriveAsync(folder, path, sha256, watch);

        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Id, row.Name, row.Status, row.LocalPath).ShouldBe((Id, "Slow card", ModelStatus.Local, path));
        (row.Origin, row.Architecture, row.ModelType).ShouldBe(("registry", "sdxl", "lora"));
        row.Sha256.ShouldBe(sha256);
        (await folder.HistoryAsync(Id)).ShouldBe(["download"]);
        (await folder.HistoryAsync("card")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Watch.Never)]
    [InlineData(Watch.Before)]
    [InlineData(Watch.Between)]
    [InlineData(Watch.After)]
    public async Task A_file_that_was_missing_and_is_fetched_again_comes_by_the_download_too(Watch watch)
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var path = folder.AddLora("loras/card.safetensors");
        await OrderAsync(folder, row => row.LocalPath = path);
        await folder.RunAsync();
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        File.Delete(path);
        await folder.RunAsync();
        await File.WriteAllBytesAsync(path, bytes, Stop);

        await ArriveAsync(folder, path, IndexedFolder.Sha256(path), watch);

        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Name, row.Status, row.StatusDetail).ShouldBe(("Slow card", ModelStatus.Local, null));
        (await folder.HistoryAsync(Id)).ShouldBe(["indexed", "missing", "download"]);
    }

    [Fact]
    public async Task What_a_person_said_meanwhile_of_the_file_stays_with_it()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var path = folder.AddLora("loras/card.safetensors");
        await OrderAsync(folder, _ => { });

        await ArriveAsync(
            folder,
            path,
            IndexedFolder.Sha256(path),
            async () =>
            {
                await folder.RunAsync();
                await new PersonsModelWords(folder.Database, TimeProvider.System).ChangeAsync(
                    "card",
                    new ModelChange(null, null, "mine", null, null),
                    Stop
                );
            }
        );

        (await folder.RowAsync(Id)).Notes.ShouldBe("mine");
        (await folder.HistoryAsync(Id)).ShouldBe(["edited", "download"], ignoreOrder: true);
    }

    private static async Task OrderAsync(IndexedFolder folder, Action<ModelRow> change)
    {
        await using var context = folder.Database.CreateContext();
        var row = new ModelRow
        {
            Id = Id,
            Name = "Slow card",
            Origin = "registry",
            Architecture = "sdxl",
            DownloadUrl = "https://example.com/card.safetensors",
        };
        change(row);
        context.Registry.Add(row);
        await context.SaveChangesAsync(Stop);
    }

    private static Task ArriveAsync(IndexedFolder folder, string path, string sha256, Watch watch) =>
        ArriveAsync(
            folder,
            path,
            sha256,
            async () =>
            {
                if (watch == Watch.Before)
                    await folder.RunAsync();
                if (watch == Watch.Between)
                {
                    // As a run leaves it that ended after its first step; the next one begins anew.
                    await folder.ChangeAsync(
                        Id,
                        row =>
                        {
                            (row.LocalPath, row.Status, row.StatusDetail) = (path, ModelStatus.Local, null);
                            row.DescribedBy = null;
                        }
                    );
                    await folder.RunAsync();
                }
            },
            async () =>
            {
                if (watch == Watch.After)
                    await folder.RunAsync();
            }
        );

    private static async Task ArriveAsync(
        IndexedFolder folder,
        string path,
        string sha256,
        Func<Task> before,
        Func<Task>? after = null
    )
    {
        var arrivals = new DownloadArrivals(folder.Index, folder.Library, TimeProvider.System);
        var item = new DownloadItem
        {
            Reference = "https://example.com/card.safetensors",
            State = DownloadState.Completed,
            File = "card.safetensors",
            Path = path,
            SizeBytes = new FileInfo(path).Length,
            Sha256 = sha256,
        };
        var jobs = new JobHarness(
            folder.Database,
            async (run, cancellationToken) =>
            {
                await before();
                await arrivals.WriteAsync(run, [item], cancellationToken);
                await (after?.Invoke() ?? Task.CompletedTask);
                return null;
            }
        );
        var job = await jobs.QueueAsync();
        await using (var context = folder.Database.CreateContext())
        {
            context.DownloadTasks.Add(
                new DownloadTaskRow
                {
                    TaskId = job.Id,
                    ModelId = Id,
                    Reference = item.Reference,
                    Status = DownloadStatus.Downloading,
                    CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                    UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        await jobs.Runner.RunAsync(job.Id, Stop);

        (await jobs.Store.GetAsync(job.Id, Stop)).Error.ShouldBeNull();
        await using (var context = folder.Database.CreateContext())
            await context.DownloadTasks.ExecuteUpdateAsync(
                set => set.SetProperty(task => task.Status, DownloadStatus.Completed),
                Stop
            );
        await folder.RunAsync();
    }
}
