using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Moves a workflow through its stages: unassigned, preparing, scheduled, processing, an end.</summary>
internal sealed class WorkflowRunner(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    WorkflowTeller teller,
    TimeProvider time
)
{
    private static readonly string[] Stages = ["preparing", "scheduled", "processing"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(RunningWorkflow workflow, CancellationToken cancellationToken)
    {
        try
        {
            await teller.TellAsync(workflow, cancellationToken);
            while (Next(workflow) is { } step)
                await RunAsync(workflow, step, cancellationToken);
            End(workflow);
            await teller.TellAsync(workflow, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops; nobody asks any more.
        }
    }

    /// <summary>Ends every step that has not ended, and gives back what was not delivered.</summary>
    public static void Cancel(RunningWorkflow workflow, DateTimeOffset now)
    {
        foreach (var step in workflow.Steps.Where(step => !step.HasEnded))
            Cancel(step, now);
    }

    private static void Cancel(RunningStep step, DateTimeOffset now)
    {
        (step.Status, step.CompletedAt) = ("canceled", now);
        foreach (var job in step.Jobs.Where(job => !job.HasEnded))
            (job.Status, job.CompletedAt) = ("canceled", now);
    }

    // A step whose reference did not succeed is cancelled; the first one that waits for nobody runs.
    private RunningStep? Next(RunningWorkflow workflow)
    {
        lock (orchestrator.Gate)
        {
            foreach (var step in workflow.Steps.Where(step => !step.HasEnded))
            {
                var needs = workflow.Steps.Where(other => step.Needs.Contains(other.Name)).ToList();
                if (needs.Exists(other => other.HasEnded && other.Status != "succeeded") || needs.Contains(step))
                    Cancel(step, time.GetUtcNow());
                else if (needs.TrueForAll(other => other.Status == "succeeded"))
                    return step;
            }

            // Whoever is left waits for somebody who waits for him.
            Cancel(workflow, time.GetUtcNow());
            return null;
        }
    }

    private async Task RunAsync(RunningWorkflow workflow, RunningStep step, CancellationToken cancellationToken)
    {
        foreach (var stage in Stages)
        {
            await PauseAsync(stage, workflow, step, cancellationToken);
            var isOn = Enter(workflow, step, stage);
            await teller.TellAsync(workflow, step, cancellationToken);
            if (!isOn)
                return;
        }

        while (!step.HasEnded)
        {
            await PauseAsync("succeeded", workflow, step, cancellationToken);
            var outcome = orchestrator.TakeOutcome(step);
            lock (orchestrator.Gate)
            {
                if (step.HasEnded)
                    return;
                StepEnd.Set(workflow, step, outcome, orchestrator, time.GetUtcNow());
            }
        }

        await teller.TellAsync(workflow, step, cancellationToken);
    }

    private bool Enter(RunningWorkflow workflow, RunningStep step, string stage)
    {
        lock (orchestrator.Gate)
        {
            if (step.HasEnded)
                return false;
            var now = time.GetUtcNow();
            step.Status = stage;
            workflow.Status = stage;
            foreach (var job in step.Jobs)
                job.Status = stage;
            if (stage != "processing")
                return true;
            step.StartedAt = now;
            workflow.StartedAt ??= now;
            step.Input = References.Resolve(step.Input, name => SourceOf(workflow, name));
            // The results are promised from the start, and become available one by one.
            foreach (var job in step.Jobs)
                job.StartedAt = now;
            if (tables.Steps[step.Type].Media is { } media)
                step.Blobs.AddRange(step.Jobs.Select(job => blobs.Promise(media, job.Id)));
            return true;
        }
    }

    private void End(RunningWorkflow workflow)
    {
        lock (orchestrator.Gate)
        {
            var worst = workflow.Steps.Find(step => step.Status is "failed" or "expired");
            worst ??= workflow.Steps.Find(step => step.Status == "canceled");
            workflow.Status = worst?.Status ?? "succeeded";
            workflow.CompletedAt = time.GetUtcNow();
            Refunds.Give(workflow, orchestrator.Accounts);
        }

        workflow.End();
    }

    private JsonNode? SourceOf(RunningWorkflow workflow, string name) =>
        name == "$arguments" ? workflow.Template["arguments"]
        : workflow.Steps.Find(step => step.Name == name) is { } source
            ? WorkflowJson.Step(source, workflow, tables, blobs, hidesMature: false)
        : null;

    private async Task PauseAsync(
        string stage,
        RunningWorkflow workflow,
        RunningStep step,
        CancellationToken cancellationToken
    )
    {
        await Task.Delay(orchestrator.StageTime, time, cancellationToken);
        while (orchestrator.Holds(step, stage) && !step.HasEnded && workflow.DeletedAt is null)
            await Task.Delay(Look, cancellationToken);
    }
}
