using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Downloads;

public sealed class DownloadRetentionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_forgets_what_failed_long_ago_with_its_part_and_no_paused_download()
    {
        var address = await TestDatabases.ForAsync(folder.Combine("library.db"));
        var database = LibraryDatabase.Open(address);
        await database.MigrateAsync(Stop);
        await using (var context = database.CreateContext())
        {
            Add(context, "old", DownloadStatus.Failed, TimeSpan.FromDays(3));
            Add(context, "given-up", DownloadStatus.Cancelled, TimeSpan.FromDays(3));
            Add(context, "fresh", DownloadStatus.Failed, TimeSpan.FromHours(3));
            Add(context, "paused", DownloadStatus.Paused, TimeSpan.FromDays(300));
            Add(context, "done", DownloadStatus.Completed, TimeSpan.FromDays(300));
            await context.SaveChangesAsync(Stop);
        }

        database.CloseConnections();
        await using var server = await RunningToolkit.StartAsync(
            folder.Path,
            address,
            ("BERRY_FORGET_DOWNLOADS", "2"),
            ("MODELS_DIR", folder.Combine("models"))
        );
        var left = await server.WaitAsync(
            "/api/models/downloads",
            list => list["total_count"]!.GetValue<int>() == 3 && !File.Exists(PartOf("old"))
        );

        left["downloads"]!
            .AsArray()
            .Select(one => one!["model_id"]!.ToString())
            .ShouldBe(["fresh", "paused", "done"], ignoreOrder: true);
        (File.Exists(PartOf("fresh")), File.Exists(PartOf("paused"))).ShouldBe((true, true));
    }

    private string PartOf(string model) => folder.Combine($"models/{model}.safetensors.01234567.part");

    private void Add(LibraryContext context, string model, string status, TimeSpan age)
    {
        folder.Write($"models/{Path.GetFileName(PartOf(model))}", "half of it"u8);
        var at = TimeProvider.System.GetUtcNow().UtcDateTime - age;
        var isOver = DownloadStatus.IsFinished(status);
        context.Jobs.Add(
            new JobRow
            {
                Id = model,
                Kind = DownloadKind.KindName,
                State = status,
                CreatedAt = at,
                FinishedAt = isOver ? at : null,
                UpdatedAt = at,
            }
        );
        context.DownloadTasks.Add(
            new DownloadTaskRow
            {
                TaskId = model,
                ModelId = model,
                Status = status,
                Reference = $"https://example.com/{model}.safetensors",
                Parts = new JsonArray(PartOf(model)).ToJsonString(),
                CreatedAt = at,
                UpdatedAt = at,
            }
        );
    }
}
