using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Moves a workflow through its stages: unassigned, preparing, scheduled, processing, an end.</summary>
internal sealed class WorkflowRunner(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    EventSender events,
    TimeProvider time
)
{
    private static readonly string[] Stages = ["preparing", "scheduled", "processing"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(RunningWorkflow workflow, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(workflow, cancellationToken);
            while (Next(workflow) is { } step)
                await RunAsync(workflow, step, cancellationToken);
            End(workflow);
            await TellAsync(workflow, cancellationToken);
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
            (step.Status, step.CompletedAt) = ("canceled", now);
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
                    (step.Status, step.CompletedAt) = ("canceled", time.GetUtcNow());
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
            if (!Enter(workflow, step, stage))
                return;
            await TellAsync(workflow, step, cancellationToken);
        }

        await PauseAsync("succeeded", workflow, step, cancellationToken);
        var outcome = orchestrator.TakeOutcome(step);
        lock (orchestrator.Gate)
        {
            if (step.HasEnded)
                return;
            Finish(workflow, step, outcome);
            step.CompletedAt = time.GetUtcNow();
        }

        await TellAsync(workflow, step, cancellationToken);
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
            if (stage != "processing")
                return true;
            step.StartedAt = now;
            workflow.StartedAt ??= now;
            step.Input = References.Resolve(step.Input, name => SourceOf(workflow, name));
            // The results are promised from the start, and become available one by one.
            var shape = tables.Steps[step.Type];
            var many = shape.IsList ? (int)Price.QuantityOf(step.InputMembers) : 1;
            if (shape.Media is { } media)
                step.Blobs.AddRange(Enumerable.Range(0, many).Select(_ => blobs.Promise(media, step.JobId)));
            return true;
        }
    }

    private void Finish(RunningWorkflow workflow, RunningStep step, JobOutcome? outcome)
    {
        step.Error = outcome?.Error;
        var isMature = outcome?.Kind == "mature";
        if (isMature && workflow.AllowsMature == false)
            (outcome, isMature) = (new JobOutcome { Kind = "blocked", BlockedReason = "mature content" }, false);
        switch (outcome?.Kind)
        {
            case null:
            case "mature":
                step.Status = "succeeded";
                Deliver(step, step.Blobs.Count);
                break;
            case "partial":
                step.Status = "failed";
                Deliver(step, step.Blobs.Count / 2);
                break;
            case "expired":
                (step.Status, step.Reason) = ("expired", "expired");
                break;
            case "failed":
                step.Status = "failed";
                break;
            default:
                (step.Status, step.Reason, step.BlockedReason) = ("failed", outcome.Kind, outcome.BlockedReason);
                break;
        }

        if (isMature)
            Upgrades.Rate(workflow, step, orchestrator.Accounts);
    }

    private static void Deliver(RunningStep step, int many)
    {
        foreach (var blob in step.Blobs.Take(many))
            blob.IsAvailable = true;
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
        while (orchestrator.HoldBefore == stage && !step.HasEnded && workflow.DeletedAt is null)
            await Task.Delay(Look, cancellationToken);
    }

    private Task TellAsync(RunningWorkflow workflow, CancellationToken cancellationToken)
    {
        var status = workflow.Status;
        return events.SendAsync(workflow, "workflow", status, Body, cancellationToken);

        JsonObject Body(bool isDetailed)
        {
            var json = new JsonObject
            {
                ["$type"] = "workflow",
                ["workflowId"] = workflow.Id,
                ["status"] = status,
                ["timestamp"] = JsonText.Date(time.GetUtcNow()),
            };
            if (isDetailed)
                json["details"] = Details(workflow);
            return json;
        }
    }

    private JsonObject Details(RunningWorkflow workflow)
    {
        lock (orchestrator.Gate)
        {
            var whole = WorkflowJson.Of(workflow, tables, blobs, hidesMature: false);
            foreach (var name in whole.Select(member => member.Key).ToList())
            {
                if (name is not ("createdAt" or "startedAt" or "completedAt" or "metadata" or "arguments" or "steps"))
                    whole.Remove(name);
            }

            return whole;
        }
    }

    private async Task TellAsync(RunningWorkflow workflow, RunningStep step, CancellationToken cancellationToken)
    {
        var status = step.Status;
        await events.SendAsync(workflow, "job", status, _ => Job(workflow, step, status), cancellationToken);
        await events.SendAsync(workflow, "step", status, _ => Step(workflow, step, status), cancellationToken);
        if (status == "processing")
            await events.SendAsync(
                workflow,
                "workflow",
                status,
                _ => new JsonObject
                {
                    ["$type"] = "workflow",
                    ["workflowId"] = workflow.Id,
                    ["status"] = status,
                    ["timestamp"] = JsonText.Date(time.GetUtcNow()),
                },
                cancellationToken
            );
    }

    private static JsonObject Step(RunningWorkflow workflow, RunningStep step, string status) =>
        new()
        {
            ["$type"] = "step",
            ["workflowId"] = workflow.Id,
            ["name"] = step.Name,
            ["status"] = status,
        };

    private static JsonObject Job(RunningWorkflow workflow, RunningStep step, string status)
    {
        var json = new JsonObject
        {
            ["$type"] = "job",
            ["workflowId"] = workflow.Id,
            ["stepName"] = step.Name,
            ["jobId"] = step.JobId,
            ["status"] = status,
        };
        if (step.Reason is { } reason)
            json["reason"] = reason;
        if (step.BlockedReason is { } blocked)
            json["blockedReason"] = blocked;
        return json;
    }
}
