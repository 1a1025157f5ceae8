using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
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
    GenerationWatch watch,
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
        using var hearing = watch.Hear(row.Id);
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
            : await watch.AskAsync(run, row, () => SubmitAsync(run, row, cancellationToken), cancellationToken);
        // A server that was killed may have paid it already.
        if (GenerationWish.WantsUnlock(run) && workflow.AllowMatureContent != true)
            workflow = await orchestrator.UnlockAsync(row.WorkflowId!, cancellationToken);
        workflow = await watch.EndAsync(run, row, workflow, cancellationToken);
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
        var (mine, isWithdrawn) = (0, false);
        await run.WriteAsync(
            async (context, stop) =>
            {
                // What nobody may ask for any more is not paid.
                isWithdrawn = await WithdrawnGenerations.IsWithdrawnAsync(context, row.Owner, stop);
                if (isWithdrawn)
                    return;
                mine = await context
                    .Generations.Where(one => one.Id == row.Id && one.JobId == run.Id)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.Status, Submitting)
                                .SetProperty(one => one.Orchestrator, orchestrator.Address.ToString()),
                        stop
                    );
            },
            cancellationToken
        );
        if (isWithdrawn)
        {
            await run.LogAsync(WithdrawnGenerations.Why, "warning", cancellationToken);
            run.Obey(JobWish.Cancel);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (mine == 0)
            throw NobodysJob();
        var isFirst = row.Status is null;
        row.Status = Submitting;
        // What is cut off may be taken all the same: who cancels meanwhile learns its id first, to cancel it by that.
        using var bound = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var told = cancellationToken.Register(() =>
            bound.CancelAfter(run.Wish == JobWish.None ? TimeSpan.Zero : Patience)
        );
        Workflow workflow;
        try
        {
            workflow = await orchestrator.SubmitAsync(
                JsonNode.Parse(row.Body)!.AsObject(),
                row.ExternalId,
                row.HidesMature,
                bound.Token
            );
        }
        catch (LibraryException refused) when (isFirst && Orchestrator.WasRefused(refused))
        {
            await ForgetAskingAsync(run, row);
            throw;
        }

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
        await watch.TellAsync(run, row, workflow, CancellationToken.None);
        return workflow;
    }

    // Another try is asked as if it were the first: with the limits of that moment, and of whoever is asked then. Only
    // while no earlier one may have been taken.
    private static Task ForgetAskingAsync(JobRun run, GenerationRow row)
    {
        row.Status = null;
        return run.WriteAsync(
            (context, stop) =>
                context
                    .Generations.Where(one => one.Id == row.Id && one.JobId == run.Id)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.Status, (string?)null)
                                .SetProperty(one => one.Orchestrator, (string?)null),
                        stop
                    ),
            CancellationToken.None
        );
    }

    private static LibraryException NobodysJob() =>
        new(FailureCode.Conflict, "This job belongs to no generation any more; another one runs it.");
}
