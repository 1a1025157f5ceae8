using BerryAIGen.Database.Importing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class UploadRetentionTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_go_after_a_day_unless_an_import_will_come_back_for_them()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var store = new JobStore(folder.Database, TimeProvider.System);
        var downloads = Directory.CreateDirectory(Path.Combine(folder.Library.ModelsFolder, "downloads")).FullName;
        var nobodys = Write(Guid.NewGuid(), TimeSpan.FromDays(2));
        var fresh = Write(Guid.NewGuid(), TimeSpan.FromHours(2));
        var queued = Write(Guid.NewGuid(), TimeSpan.FromDays(2));
        await AddAsync(queued[0]);
        var failed = Write(Guid.NewGuid(), TimeSpan.FromDays(2));
        var job = await AddAsync(failed[0]);
        var claim = await store.ClaimAsync(job, "node", silentAttempt: null, Stop);
        await store.EndAsync(claim!, JobState.Failed, null, null, null, Stop);
        string[] others = [Old("upload-mine.part"), Old($"upload-{Guid.NewGuid():N}.safetensors")];

        var removed = await new UploadRetention(folder.Library, folder.Database, TimeProvider.System).ForgetAsync(Stop);

        removed.ShouldBe(6);
        nobodys.Concat(failed).ShouldAllBe(path => !File.Exists(path));
        fresh.Concat(queued).Concat(others).ShouldAllBe(path => File.Exists(path));

        string[] Write(Guid id, TimeSpan age) =>
            [.. new[] { "part", "linked.part", "preview" }.Select(ending => Old($"upload-{id:N}.{ending}", age))];

        string Old(string name, TimeSpan? age = null)
        {
            var path = Path.Combine(downloads, name);
            File.WriteAllText(path, "x");
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - (age ?? TimeSpan.FromDays(9)));
            return path;
        }

        async Task<string> AddAsync(string path)
        {
            var row = store.Create(ImportJob.KindName, $$"""{"path":"{{path.Replace('\\', '/')}}","is_upload":true}""");
            await store.AddAsync(row, null, Stop);
            return row.Id;
        }
    }
}
