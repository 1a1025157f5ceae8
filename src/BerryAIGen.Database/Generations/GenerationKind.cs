using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>
/// Has an orchestrator run a workflow, as a job: submits, watches, saves. A server that comes after one that was killed
/// submits with the same external id, so that nothing is paid twice, and saves what is not saved yet.
/// </summary>
public sealed class GenerationKind(
    LibraryDatabase database,
    Orchestrator orchestrator,
    GenerationCancels cancels,
    GenerationSaving saving,
    GenerationNudges nudges,
    TimeProvider time
) : IJobKind
{
    public const string KindName = "generation";

    private const string Submitting = "submitting";

    // How long who pauses or cancels waits for the answer to a submit.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => KindName;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var row = await FindAsync(run.Id, cancellationToken) ?? throw NobodysJob();
        using var watching = nudges.Watch(row.Id);
        try
        {
            return await RunAsync(run, row, cancellationToken);
        }
        catch (LibraryException problem)
        {
            // Everybody with a key reads jobs; why one failed may tell what it was of, and is its owner's.
            var error = JobErrors.Write(ErrorDocument.From(problem.Failure).Error);
            run.WithStop = (context, stop) =>
                context
                    .Generations.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Error, error), stop);
            throw new LibraryException(
                new Failure(
                    problem.Failure.Code,
                    $"The generation {row.Id} failed; it tells its owner why.",
                    problem.Failure.IsRetryable
                ),
                problem
            );
        }
    }

    /// <summary>A cancelled one is cancelled where it runs, and what was given back is written down.</summary>
    public async Task DiscardAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (await FindAsync(job.Id, cancellationToken) is { } row && GenerationCancels.IsOpen(row))
            await cancels.CancelAsync(row, cancellationToken);
    }

    private async Task<string?> RunAsync(JobRun run, GenerationRow row, CancellationToken cancellationToken)
    {
        orchestrator.RequireSame(row);
        var workflow = row.WorkflowId is { } known
            ? await orchestrator.GetAsync(known, cancellationToken)
            : await SubmitAsync(run, row, cancellationToken);
        // A server that was killed may have paid it already.
        if (GenerationWish.WantsUnlock(run) && workflow.AllowMatureContent != true)
            workflow = await orchestrator.UnlockAsync(row.WorkflowId!, cancellationToken);
        workflow = await WatchAsync(run, row, workflow, cancellationToken);
        var saved = await saving.SaveAsync(run, row, workflow, cancellationToken);
        if (WorkflowOutcome.FailureOf(workflow) is { } failure)
            throw new LibraryException(failure);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"outputs":{{saved}}}""");
    }

    private async Task<GenerationRow?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Generations.AsNoTracking()
            .FirstOrDefaultAsync(row => row.JobId == jobId, cancellationToken);
    }

    private async Task<Workflow> SubmitAsync(JobRun run, GenerationRow row, CancellationToken cancellationToken)
    {
        var mine = 0;
        await run.WriteAsync(
            async (context, stop) =>
                mine = await context
                    .Generations.Where(one => one.Id == row.Id && one.JobId == run.Id)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.Status, Submitting)
                                .SetProperty(one => one.Orchestrator, orchestrator.Address.ToString()),
                        stop
                    ),
            cancellationToken
        );
        if (mine == 0)
            throw NobodysJob();
        // What is cut off may be taken all the same: who cancels meanwhile learns its id first, to cancel it by that.
        using var bound = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var told = cancellationToken.Register(() =>
            bound.CancelAfter(run.Wish == JobWish.None ? TimeSpan.Zero : Patience)
        );
        var workflow = await orchestrator.SubmitAsync(
            JsonNode.Parse(row.Body)!.AsObject(),
            row.ExternalId,
            row.HidesMature,
            bound.Token
        );
        row.WorkflowId =
            workflow.Id
            ?? throw new LibraryException(
                new Failure(
                    FailureCode.Network,
                    $"{orchestrator.Address.Host} took the workflow and named no id.",
                    true
                )
            );
        // Paid from here on: also one who is told to stop writes down what runs.
        await TellAsync(run, row, workflow, CancellationToken.None);
        return workflow;
    }

    private async Task<Workflow> WatchAsync(
        JobRun run,
        GenerationRow row,
        Workflow workflow,
        CancellationToken cancellationToken
    )
    {
        string? told = null;
        for (var asked = 0; workflow.Status is not { IsTerminal: true }; asked++)
        {
            await nudges.WaitAsync(row.Id, asked, cancellationToken);
            try
            {
                workflow = await orchestrator.GetAsync(row.WorkflowId!, cancellationToken);
                await TellAsync(run, row, workflow, cancellationToken);
            }
            catch (LibraryException away) when (away.Failure.Code == FailureCode.Network)
            {
                // It runs and is paid, whether somebody answers or not.
                if (told != away.Message)
                    await run.LogAsync(told = away.Message, "warning", cancellationToken);
            }
        }

        await TellAsync(run, row, workflow, cancellationToken);
        return workflow;
    }

    private async Task TellAsync(JobRun run, GenerationRow row, Workflow workflow, CancellationToken cancellationToken)
    {
        // The rest is fetching what came.
        const double part = 0.9;
        run.Report(workflow.Status is { IsTerminal: true } ? part : workflow.Progress * part);
        var isNew = row.Status != workflow.Status?.Value || row.Progress != workflow.Progress;
        await run.WriteAsync(
            async (context, stop) =>
            {
                await WriteAsync(context, row, workflow, stop);
                if (isNew)
                    await EventLog.AddAsync(context, GenerationEvents.Of(row, GenerationEvents.Progress), stop);
            },
            cancellationToken
        );
    }

    private async Task WriteAsync(
        LibraryContext context,
        GenerationRow row,
        Workflow workflow,
        CancellationToken cancellationToken
    )
    {
        (row.Status, row.Progress) = (workflow.Status?.Value, workflow.Progress);
        (row.Cost, row.Transactions) = (workflow.Cost?.Total ?? row.Cost, GenerationJson.Write(workflow.Transactions));
        (row.WorkflowId, row.UpdatedAt) = (workflow.Id ?? row.WorkflowId, time.GetUtcNow().UtcDateTime);
        (row.State, row.Error) = (JobState.Running, null);
        await context
            .Generations.Where(one => one.Id == row.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.WorkflowId, row.WorkflowId)
                        .SetProperty(one => one.Status, row.Status)
                        .SetProperty(one => one.Progress, row.Progress)
                        .SetProperty(one => one.Cost, row.Cost)
                        .SetProperty(one => one.Transactions, row.Transactions)
                        .SetProperty(one => one.UpdatedAt, row.UpdatedAt),
                cancellationToken
            );
    }

    private static LibraryException NobodysJob() =>
        new(FailureCode.Conflict, "This job belongs to no generation any more; another one runs it.");
}
