using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Makes the events of a workflow, its steps and its jobs.</summary>
internal sealed class WorkflowTeller(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    EventSender events,
    TimeProvider time
)
{
    public Task TellAsync(RunningWorkflow workflow, CancellationToken cancellationToken)
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

    public async Task TellAsync(RunningWorkflow workflow, RunningStep step, CancellationToken cancellationToken)
    {
        var status = step.Status;
        foreach (var job in step.Jobs.ToList())
            await events.SendAsync(workflow, "job", job.Status, _ => Job(workflow, step, job), cancellationToken);
        await events.SendAsync(workflow, "step", status, _ => Step(workflow, step, status), cancellationToken);
        if (status == "processing")
            await TellAsync(workflow, cancellationToken);
    }

    private static JsonObject Step(RunningWorkflow workflow, RunningStep step, string status) =>
        new()
        {
            ["$type"] = "step",
            ["workflowId"] = workflow.Id,
            ["name"] = step.Name,
            ["status"] = status,
        };

    private static JsonObject Job(RunningWorkflow workflow, RunningStep step, RunningJob job)
    {
        var json = new JsonObject
        {
            ["$type"] = "job",
            ["workflowId"] = workflow.Id,
            ["stepName"] = step.Name,
            ["jobId"] = job.Id,
            ["status"] = job.Status,
        };
        if (job.Reason is { } reason)
            json["reason"] = reason;
        if (job.BlockedReason is { } blocked)
            json["blockedReason"] = blocked;
        return json;
    }
}
