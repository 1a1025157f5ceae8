using System.Globalization;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>Jobs that do steps of workflows, those of one group of workers one after the other.</summary>
public sealed partial class WorkflowStepKind(
    string group,
    LibraryDatabase database,
    WorkerCatalogue workers,
    WorkflowRuns runs,
    Lazy<WorkflowFlow> flow,
    StepMedia media,
    WorkflowLimits limits,
    TimeProvider time
) : IJobKind
{
    private const int MostTurns = 10;

    // Five minutes: a database may be updated meanwhile, and hours of work may be about to be written.
    private const int MostWrites = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The kind of jobs of a group.</summary>
    public static string NameOf(string group) => $"workflow-{group}";

    public string Name => NameOf(group);

    public Task<bool> MayRunAsync(JobRow job, CancellationToken cancellationToken) =>
        runs.MayTakeAsync(job.Id, cancellationToken);

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await RunStepAsync(run, cancellationToken);
        }
        catch (Exception away) when (IsAway(away))
        {
            // The step follows its job once the database is back.
            throw new MachineFaultException(
                "The server's database was away while the step was done; submit it again once it is back.",
                inner: away
            );
        }
    }

    private static bool IsAway(Exception problem) =>
        DatabaseFaults.IsAway(problem) && !DatabaseFaults.IsRefusal(problem);

    private async Task<string?> RunStepAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (await BeginAsync(run, cancellationToken) is not var (step, view))
            return null;
        double? progress = 0;
        run.WithBeat = (context, stop) =>
            context
                .WorkflowSteps.Where(row => row.WorkflowId == step.WorkflowId && row.Position == step.Position)
                .Where(row => row.JobId == step.JobId && row.Status == StepStatus.Processing)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Progress, progress), stop);
        var allowed = workers.TimeLimitOf(step.Type);
        if (step.TimeoutSeconds is { } seconds && seconds < allowed.TotalSeconds)
            allowed = TimeSpan.FromSeconds(seconds);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(allowed);
        try
        {
            var blobs = new List<BlobRow>();
            var output = await WorkAsync(
                run,
                view,
                step,
                blobs,
                part =>
                {
                    progress = part;
                    run.Report(part);
                },
                limit.Token
            );
            await WriteAsync(
                run,
                (context, stop) => runs.SucceedAsync(context, step, output, blobs, stop),
                cancellationToken
            );
            media.ForgetParts(step);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = string.Create(
                CultureInfo.InvariantCulture,
                $"It took longer than {allowed.TotalSeconds:0.###} seconds."
            );
            await FailAsync(run, step, new(StepStatus.Expired, late) { MayRetry = true }, cancellationToken);
            throw NotDone();
        }
        catch (StepExpiredException late)
        {
            await FailAsync(run, step, new(StepStatus.Expired, late.Message) { MayRetry = true }, cancellationToken);
            throw NotDone();
        }
        catch (Exception problem) when (problem is LibraryException || DiskTrouble.Find(problem) is not null)
        {
            var known = problem as LibraryException ?? DiskTrouble.Find(problem)!;
            // What is wrong with what was sent is wrong the next time, too.
            var isUserError = known.Failure.Code is FailureCode.Usage or FailureCode.Policy;
            await FailAsync(
                run,
                step,
                new(StepStatus.Failed, known.Message) { MayRetry = !isUserError, IsUserError = isUserError },
                cancellationToken
            );
            throw NotDone();
        }

        await flow.Value.AdvanceAsync(step.WorkflowId, cancellationToken);
        return null;
    }

    // Jobs are everybody's to look at, and a workflow is its owner's: what went wrong may name what it works on.
    private static LibraryException NotDone() =>
        new(FailureCode.Failed, "The step was not done; its workflow tells its owner why.");

    private async Task FailAsync(
        JobRun run,
        WorkflowStepRow step,
        StepFailure failure,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(run, (context, stop) => runs.FailAsync(context, step, failure, stop), cancellationToken);
        await flow.Value.AdvanceAsync(step.WorkflowId, cancellationToken);
    }

    // How a step ended is not lost to a database that is away for a moment.
    private async Task WriteAsync(
        JobRun run,
        Func<LibraryContext, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await run.WriteAsync(write, cancellationToken);
                return;
            }
            catch (Exception away) when (attempt < MostWrites && IsAway(away))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task<(WorkflowStepRow Step, WorkflowView View)?> BeginAsync(
        JobRun run,
        CancellationToken cancellationToken
    )
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await runs.TakeTurnAsync(run.Id, cancellationToken) is not { } step)
                return null;
            if (!await runs.MayDoAsync(step, cancellationToken))
            {
                // It was exchanged for this one a moment ago; who can do it gives it a job.
                await run.WriteAsync((context, stop) => runs.GiveBackAsync(context, step, stop), cancellationToken);
                return null;
            }

            WorkflowView? view = null;
            await WriteAsync(
                run,
                async (context, stop) => view = await runs.BeginAsync(context, step, stop),
                cancellationToken
            );
            if (view is not null)
                return (step, view);
            if (StepStatus.IsTerminal(step.Status))
            {
                // An earlier run did it, and died before it could bring the workflow on.
                await flow.Value.AdvanceAsync(step.WorkflowId, cancellationToken);
                return null;
            }
        }

        return null;
    }
}
