using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Generations;

/// <summary>Who changes places and who begins a job at the same time never run one generation as another.</summary>
public sealed class GenerationMoveTests(PostgreSqlServer server)
{
    private const string Owner = "local";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_job_that_is_being_taken_keeps_its_generation(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobStore(database.Library, TimeProvider.System, [new GenerationFollower()]);
        var first = await AddAsync(jobs, 1);
        var second = await AddAsync(jobs, 2);
        await using var taking = database.Library.CreateContext();
        await using var transaction = await taking.Database.BeginTransactionAsync(Stop);
        await taking
            .Jobs.Where(job => job.Id == first.JobId)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Running), Stop);

        var moving = Task.Run(() => Places(database.Library).MoveAsync(Owner, second.Id, 1, Stop), Stop);
        // It may look at what is there meanwhile, and must not decide by it.
        await Task.WhenAny(moving, Task.Delay(TimeSpan.FromSeconds(2), Stop));
        await transaction.CommitAsync(Stop);

        (await Should.ThrowAsync<LibraryException>(() => moving)).Failure.Code.ShouldBe(FailureCode.Conflict);
        await using var context = database.Library.CreateContext();
        var now = await context.Generations.ToDictionaryAsync(row => row.Id, row => row.JobId, Stop);
        (now[first.Id], now[second.Id]).ShouldBe((first.JobId, second.JobId));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Those_that_wait_exchange_their_jobs(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobStore(database.Library, TimeProvider.System, [new GenerationFollower()]);
        var first = await AddAsync(jobs, 1);
        var second = await AddAsync(jobs, 2);

        var moved = await Places(database.Library).MoveAsync(Owner, second.Id, 1, Stop);

        (moved.JobId, moved.Position).ShouldBe((first.JobId, first.Position));
    }

    private static GenerationPlaces Places(LibraryDatabase database) => new(database, new GenerationList(database));

    private static async Task<GenerationRow> AddAsync(JobStore jobs, int number)
    {
        var job = jobs.Create(GenerationKind.KindName, "{}");
        var row = new GenerationRow
        {
            Id = $"generation-{number}",
            Owner = Owner,
            Workflow = "txt2img",
            Ecosystem = "SDXL",
            Media = "image",
            Form = "{}",
            Body = "{}",
            Recipe = "{}",
            ExternalId = $"external-{number}",
            CallbackToken = $"token-{number}",
            Position = number,
            JobId = job.Id,
        };
        await jobs.AddAsync(
            job,
            (context, _) =>
            {
                context.Generations.Add(row);
                return Task.CompletedTask;
            },
            Stop
        );
        return row;
    }
}
