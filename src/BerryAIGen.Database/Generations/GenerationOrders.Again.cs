using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

// What runs once more.
public sealed partial class GenerationOrders
{
    /// <summary>Runs one that failed or was cancelled again: what was paid and is missing is fetched, what failed is submitted anew.</summary>
    /// <remarks>
    /// What nobody knows to be taken goes on under its name, and with the body that may have been taken; what was surely
    /// refused goes on under its name too, with the body of this moment and to whoever is asked now.
    /// </remarks>
    /// <exception cref="LibraryException">There is none, it neither failed nor was cancelled, or it is refused by now.</exception>
    public async Task<GenerationRow> RetryAsync(GenerationCaller caller, string id, CancellationToken cancellationToken)
    {
        var owner = caller.Owner;
        var row = await list.GetAsync(owner, id, cancellationToken);
        if (row.State is not (JobState.Failed or JobState.Cancelled))
            throw new LibraryException(
                FailureCode.Conflict,
                $"The generation {id} is {row.State}; only one that failed or was cancelled is run again."
            );
        // As it was ordered, unless somebody says that it is another one by now.
        caller = caller with
        {
            Tier = caller.Tier ?? row.Tier,
        };
        if (GenerationCancels.IsOpen(row))
        {
            await cancels.CancelAsync(row, cancellationToken);
            row = await list.GetAsync(owner, id, cancellationToken);
            if (GenerationCancels.IsOpen(row) && row.WorkflowId is not null)
                throw new LibraryException(
                    new Failure(
                        FailureCode.Conflict,
                        $"The generation {id} is still being cancelled at {row.Orchestrator}; try again in a moment.",
                        IsRetryable: true
                    )
                );
        }

        var isOver =
            row.Status is { } word
            && new WorkflowStatus(word) is { IsTerminal: true } status
            && status != WorkflowStatus.Succeeded;
        if (isOver || row.WorkflowId is null)
        {
            var (body, hidesMature) = await desk.AgainAsync(caller, row, cancellationToken);
            if (isOver || row.Status is null)
                (row.Body, row.HidesMature) = (body.ToJsonString(), hidesMature);
        }

        await BeginAsync(row, isOver, GenerationWish.None, desk.QueueLimitOf(caller), cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Allows mature results of one, which are paid anew from yellow Buzz, and brings what was withheld.</summary>
    /// <exception cref="LibraryException">There is none, nothing of it is withheld, or it has to stay safe, as its owner's request limit may say.</exception>
    public async Task<GenerationRow> UnlockAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        var outputs = await list.OutputsAsync([id], cancellationToken);
        if (row.WorkflowId is null || !outputs[id].Any(output => output.BlockedReason is not null))
            throw new LibraryException(FailureCode.Conflict, $"Nothing of the generation {id} is withheld.");
        if (Unfinished.Contains(row.State))
            throw new LibraryException(FailureCode.Conflict, $"The generation {id} is still under way.");
        orchestrator.RequireSame(row);
        if (Generator.IsPrivate(JsonNode.Parse(row.Form)!.AsObject()))
            throw new LibraryException(
                FailureCode.Policy,
                $"A model that is somebody's alone takes part in the generation {id}, so that its results stay safe."
            );
        await desk.RequireMatureAsync(owner, id, cancellationToken);
        // It is paid by the job: there it is known whether an earlier run did so already.
        await BeginAsync(row, isAnew: false, GenerationWish.Unlock, ofTier: null, cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    private async Task BeginAsync(
        GenerationRow row,
        bool isAnew,
        string wish,
        int? ofTier,
        CancellationToken cancellationToken
    ) =>
        await jobs.EnqueueAsync(
            GenerationKind.KindName,
            wish,
            async (context, job) =>
            {
                await RequireRoomAsync(context, row.Owner, ofTier, cancellationToken);
                var taken = await context
                    .Generations.Where(one => one.Id == row.Id && one.JobId == row.JobId && one.State == row.State)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.JobId, job.Id)
                                .SetProperty(one => one.Position, time.GetUtcNow().UtcTicks)
                                .SetProperty(one => one.Body, row.Body)
                                .SetProperty(one => one.HidesMature, row.HidesMature)
                                .SetProperty(one => one.WorkflowId, isAnew ? null : row.WorkflowId)
                                .SetProperty(one => one.Status, isAnew ? null : row.Status)
                                // Whoever is asked now takes it.
                                .SetProperty(one => one.Orchestrator, isAnew ? null : row.Orchestrator)
                                // What was submitted before and ended is over: this is another action, paid anew.
                                .SetProperty(one => one.ExternalId, isAnew ? ExternalId.New() : row.ExternalId),
                        cancellationToken
                    );
                if (taken == 0)
                    throw new LibraryException(FailureCode.Conflict, $"The generation {row.Id} runs again already.");
                // What never came of the workflow before comes of none.
                if (isAnew)
                    await context
                        .GenerationOutputs.Where(one => one.GenerationId == row.Id && one.Path == null)
                        .ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken
        );
}
