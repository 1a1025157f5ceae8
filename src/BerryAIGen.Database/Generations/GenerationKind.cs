using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>
/// Has an orchestrator run a workflow, as a job: submits, watches, saves. A server that comes after one that was killed
/// submits with the same external id, so that nothing is paid twice, and saves what is not saved yet.
/// </summary>
public sealed class GenerationKind(
    LibraryDatabase database,
    Orchestrator orchestrator,
    BerryLibrary library,
    GenerationSaving saving,
    GenerationNudges nudges,
    TimeProvider time
) : IJobKind
{
    public const string KindName = "generation";

    private const string Submitting = "submitting";

    public string Name => KindName;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var row =
            await FindAsync(run.Id, cancellationToken)
            ?? throw new LibraryException(
                FailureCode.Conflict,
                "This job belongs to no generation any more; another one runs it."
            );
        RequireSame(row);
        var workflow = row.WorkflowId is { } known
            ? await orchestrator.GetAsync(known, cancellationToken)
            : await SubmitAsync(run, row, cancellationToken);
        workflow = await WatchAsync(run, row, workflow, cancellationToken);
        var saved = await saving.SaveAsync(run, row, workflow, cancellationToken);
        if (WorkflowOutcome.FailureOf(workflow) is { } failure)
            throw new LibraryException(failure);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"outputs":{{saved}}}""");
    }

    /// <summary>A cancelled one is cancelled where it runs, and what was given back is written down.</summary>
    public async Task DiscardAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (await FindAsync(job.Id, cancellationToken) is not { Status: not null } row)
            return;
        RequireSame(row);
        var id =
            row.WorkflowId
            // It may have been taken although nobody heard of it.
            ?? (await orchestrator.FindAsync(row.ExternalId, cancellationToken))?.Id;
        if (id is null)
            return;
        var workflow = await orchestrator.CancelAsync(id, cancellationToken);
        await using var context = database.CreateContext();
        await WriteAsync(context, row, workflow, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<GenerationRow?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Generations.AsNoTracking()
            .FirstOrDefaultAsync(row => row.JobId == jobId, cancellationToken);
    }

    // A workflow is known to the one that took it, and its key to nobody else.
    private void RequireSame(GenerationRow row)
    {
        if (row.Orchestrator is { } asked && asked != orchestrator.Address.ToString())
            throw new LibraryException(
                FailureCode.Conflict,
                $"It was submitted to {asked}, and this server asks {orchestrator.Address}; set BERRY_ORCHESTRATOR_URL back to go on with it."
            );
    }

    private async Task<Workflow> SubmitAsync(JobRun run, GenerationRow row, CancellationToken cancellationToken)
    {
        await run.WriteAsync(
            (context, stop) =>
                context
                    .Generations.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.Status, Submitting)
                                .SetProperty(one => one.Orchestrator, orchestrator.Address.ToString()),
                        stop
                    ),
            cancellationToken
        );
        var workflow = await orchestrator.SubmitAsync(
            JsonNode.Parse(row.Body)!.AsObject(),
            row.ExternalId,
            row.HidesMature,
            cancellationToken
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
        row.Recipe = GenerationJson.Write(
            await new ModelFacts(library.Civitai).CompleteAsync(
                GenerationJson.ReadRecipe(row.Recipe),
                cancellationToken
            )
        );
        await run.WriteAsync(
            (context, stop) =>
                context
                    .Generations.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Recipe, row.Recipe), stop),
            cancellationToken
        );
        return workflow;
    }

    private async Task<Workflow> WatchAsync(
        JobRun run,
        GenerationRow row,
        Workflow workflow,
        CancellationToken cancellationToken
    )
    {
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
                await run.LogAsync(away.Message, "warning", cancellationToken);
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
}
