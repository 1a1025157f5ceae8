using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What the jobs of steps write when others write at the same time.</summary>
public sealed class WorkflowRunsTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_takes_no_step_that_somebody_is_about_to_cancel()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        await AddAsync(database.Library, "mine", "job-1", priority: 1);
        await AddAsync(database.Library, "theirs", "job-2", priority: 2);
        var runs = Runs(database.Library);

        Task<WorkflowStepRow?> turn;
        await using (var context = database.Library.CreateContext())
        await using (var held = await context.Database.BeginTransactionAsync(Stop))
        {
            // As a cancel does it: holds the workflow, goes by the job that the step has, and writes its status.
            await context
                .Workflows.Where(row => row.Id == "theirs")
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.UpdatedAt, DateTime.UnixEpoch), Stop);
            var step = await context.WorkflowSteps.SingleAsync(row => row.WorkflowId == "theirs", Stop);
            turn = runs.TakeTurnAsync("job-1", Stop);
            await Task.WhenAny(turn, Task.Delay(TimeSpan.FromSeconds(2), Stop));
            step.Status = StepStatus.Canceled;
            await context.SaveChangesAsync(Stop);
            await held.CommitAsync(Stop);
        }

        (await turn)!.WorkflowId.ShouldBe("mine");
        (await StepAsync(database.Library, "theirs")).JobId.ShouldBe("job-2");
        (await StepAsync(database.Library, "mine")).JobId.ShouldBe("job-1");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Jobs_that_exchange_their_steps_at_once_lose_none(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        foreach (var number in Enumerable.Range(0, 6))
            await AddAsync(database.Library, $"w{number}", $"job-{number}", priority: number % 3);
        var runs = Runs(database.Library);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => runs.TakeTurnAsync($"job-{number}", Stop)));

        await using var context = database.Library.CreateContext();
        (await context.WorkflowSteps.Select(step => step.JobId).ToListAsync(Stop)).ShouldBe(
            Enumerable.Range(0, 6).Select(number => $"job-{number}"),
            ignoreOrder: true
        );
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_step_that_its_job_left_undone_waits_for_another(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobStore(
            database.Library,
            TimeProvider.System,
            [new WorkflowJobFollower(Runs(database.Library))]
        );
        var job = jobs.Create(WorkflowStepKind.NameOf("files"), "{}");
        await jobs.AddAsync(job, null, Stop);
        await AddAsync(database.Library, "mine", job.Id, priority: 1);

        var claim = await jobs.ClaimAsync(job.Id, "node", silentAttempt: null, Stop);
        await jobs.EndAsync(claim!, JobState.Completed, null, null, null, Stop);

        var step = await StepAsync(database.Library, "mine");
        (step.JobId, step.Status).ShouldBe((null, StepStatus.Unassigned));
    }

    [Fact]
    public async Task Old_bytes_that_are_kept_again_outlive_a_cleaning_before_their_row_is_there()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        using var folder = new TemporaryFolder();
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                DataFolder = folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = folder.Path,
            }
        );
        var blobs = new BlobStore(database.Library, library, new WorkflowLimits(), TimeProvider.System);
        var path = blobs.PathOf(await KeepAsync());
        var old = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(40);
        File.SetLastWriteTimeUtc(path, old);

        await KeepAsync();
        await blobs.ForgetAsync(Stop);

        File.Exists(path).ShouldBeTrue();
        File.SetLastWriteTimeUtc(path, old);
        await blobs.ForgetAsync(Stop);
        File.Exists(path).ShouldBeFalse();

        async Task<BlobRow> KeepAsync()
        {
            var made = Path.Combine(blobs.OpenWork($"{Guid.NewGuid():N}", 1), "made.png");
            await File.WriteAllBytesAsync(made, new PngMaker().Build(), Stop);
            return await blobs.KeepAsync(new MadeFile(made, MediaKind.Png), new BlobOrigin("local", null, null), Stop);
        }
    }

    private static WorkflowRuns Runs(LibraryDatabase database) =>
        new(
            database,
            new WorkerCatalogue(WorkerDesk.Shipped, null, _ => null),
            new OrchestratorSecret(database, TimeProvider.System),
            TimeProvider.System
        );

    private static async Task<WorkflowStepRow> StepAsync(LibraryDatabase database, string workflow)
    {
        await using var context = database.CreateContext();
        return await context.WorkflowSteps.AsNoTracking().SingleAsync(step => step.WorkflowId == workflow, Stop);
    }

    private static async Task AddAsync(LibraryDatabase database, string id, string job, int priority)
    {
        await using var context = database.CreateContext();
        context.Workflows.Add(
            new WorkflowRow
            {
                Id = id,
                Owner = "local",
                Status = StepStatus.Unassigned,
            }
        );
        context.WorkflowSteps.Add(
            new WorkflowStepRow
            {
                WorkflowId = id,
                Name = "$0",
                Type = "echo",
                Group = "files",
                Status = StepStatus.Unassigned,
                JobId = job,
                Priority = priority,
            }
        );
        await context.SaveChangesAsync(Stop);
    }
}
