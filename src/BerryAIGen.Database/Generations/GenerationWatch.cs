using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>Watches what an orchestrator runs, for as long as somebody may wait for it.</summary>
public sealed partial class GenerationWatch(
    Orchestrator orchestrator,
    GenerationNudges nudges,
    GenerationOptions options,
    TimeProvider time
)
{
    /// <summary>From now on no word of the orchestrator's is lost; dispose what is returned when nobody listens any more.</summary>
    internal IDisposable Hear(string id) => nudges.Watch(id);

    /// <summary>Asks until the workflow has ended, and writes down how it stands meanwhile.</summary>
    /// <exception cref="LibraryException">It takes longer than anybody waits; the slot it holds is given to another.</exception>
    internal async Task<Workflow> EndAsync(
        JobRun run,
        GenerationRow row,
        Workflow workflow,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        string? told = null;
        for (var asked = 0; workflow.Status is not { IsTerminal: true }; asked++)
        {
            if (time.GetElapsedTime(began) >= options.Patience)
                throw NeverEnding(row);
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

    /// <summary>Writes down how a workflow stands, and tells of it.</summary>
    internal async Task TellAsync(JobRun run, GenerationRow row, Workflow workflow, CancellationToken cancellationToken)
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
        (row.State, row.Error, row.WaitsUntil) = (JobState.Running, null, null);
        await context
            .Generations.Where(one => one.Id == row.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(one => one.WorkflowId, row.WorkflowId)
                        .SetProperty(one => one.Status, row.Status)
                        .SetProperty(one => one.Progress, row.Progress)
                        .SetProperty(one => one.Cost, row.Cost)
                        .SetProperty(one => one.Transactions, row.Transactions)
                        .SetProperty(one => one.WaitsUntil, row.WaitsUntil)
                        .SetProperty(one => one.UpdatedAt, row.UpdatedAt),
                cancellationToken
            );
    }

    // It is paid, so it keeps its workflow: who runs it again looks for what came of it.
    private LibraryException NeverEnding(GenerationRow row) =>
        new(
            new Failure(
                FailureCode.Network,
                $"{orchestrator.Address.Host} has not ended the workflow {row.WorkflowId} after {LengthOf(options.Patience)}, and may still run it; it makes room for others. Run it again to look for its results, which is not paid again.",
                IsRetryable: true
            )
        );

    private static string LengthOf(TimeSpan span) =>
        span.TotalHours >= 1 ? $"{span.TotalHours:0.#} hours" : $"{span.TotalSeconds:0} seconds";
}
