using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Versions;

public sealed class UpdateChecksAtOnceTests(PostgreSqlServer server, SandboxFixture sandbox)
    : IClassFixture<SandboxFixture>
{
    private const int Number = 730_001;

    // Long enough for a check to be over when nothing holds it up.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_checks_that_find_the_same_write_and_tell_it_once(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var folder = new TemporaryFolder();
        using var library = await LibraryAsync(database, folder);
        Task<JobRow>? second = null;
        // The first has seen that nothing is written yet, and is about to write.
        var gate = new DatabaseGate(async text =>
        {
            if (second is not null || !text.Contains("INSERT INTO") || !text.Contains("model_updates"))
                return;
            second = Task.Run(() => CheckAsync(database.Library, database.Library, library), Stop);
            await Task.WhenAny(second, Task.Delay(Turn, Stop));
        });

        var first = await CheckAsync(database.Library.With(gate), database.Library, library);

        first.State.ShouldBe(JobState.Completed, first.Error);
        var other = await second.ShouldNotBeNull();
        other.State.ShouldBe(JobState.Completed, other.Error);
        await using var context = database.Library.CreateContext();
        (await context.ModelUpdates.SingleAsync(Stop)).State.ShouldBe("update_available");
        (await context.Notifications.SingleAsync(Stop)).ModelId.ShouldBe("ink");
        (first.Result + other.Result).ShouldContain("\"notified\":1");
        (first.Result + other.Result).ShouldContain("\"notified\":0");
    }

    private static async Task<JobRow> CheckAsync(LibraryDatabase jobs, LibraryDatabase database, BerryLibrary library)
    {
        var store = new JobStore(jobs, TimeProvider.System);
        var kind = new UpdateCheckJob(database, library, TimeProvider.System);
        var runner = new JobRunner(store, new JobKinds([kind]), TimeProvider.System, NullLogger<JobRunner>.Instance);
        var job = store.Create(kind.Name, await kind.PrepareAsync(new CheckOrder([], false), Stop));
        await store.AddAsync(job, null, Stop);
        await runner.RunAsync(job.Id, Stop);
        return await store.GetAsync(job.Id, Stop);
    }

    // One model, known by its hash, of which there is a newer version.
    private async Task<BerryLibrary> LibraryAsync(TestDatabase database, TemporaryFolder folder)
    {
        if (sandbox.Server.Catalogue.FindModel(Number) is null)
            sandbox.Server.Catalogue.Add(
                new ModelSpec
                {
                    Id = Number,
                    Name = "Checked Ink",
                    Type = "LORA",
                    Versions = [Version("v2"), Version("v1")],
                }
            );
        var path = folder.Combine("ink.safetensors");
        SmallLora.Write(path);
        await using var context = database.Library.CreateContext();
        context.Registry.Add(
            new ModelRow
            {
                Id = "ink",
                Name = "Ink",
                LocalPath = path,
                Status = ModelStatus.Local,
                Sha256 = sandbox
                    .Server.Catalogue.FindModel(Number)!
                    .Versions[1]
                    .Files[0]
                    .Hashes.Sha256.ToLowerInvariant(),
            }
        );
        await context.SaveChangesAsync(Stop);
        return new BerryLibrary(
            new LibraryOptions
            {
                CivitaiUrl = sandbox.Server.CivitaiUrl,
                AllowedHosts = ["127.0.0.1", "localhost"],
                ModelsFolder = folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = folder.Path,
            }
        );
    }

    private static VersionSpec Version(string name) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            Files = [new FileSpec { Name = $"checked_{name}.safetensors", Fp = "fp16" }],
        };
}
