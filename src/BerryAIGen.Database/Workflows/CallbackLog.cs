using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows;

/// <summary>Writes down what is to be told of a change, in the transaction of that change.</summary>
internal sealed class CallbackLog(LibraryContext context, WorkflowView view, BlobTokens tokens, DateTime now)
{
    private readonly WorkflowDocuments _documents = new(
        tokens,
        view.Workflow.BaseAddress,
        hidesMature: false,
        new DateTimeOffset(now, TimeSpan.Zero)
    );

    public void Workflow() =>
        Add(
            CallbackWords.Workflow,
            view.Workflow.Status,
            isDetailed => new JsonObject
            {
                ["$type"] = CallbackWords.Workflow,
                ["workflowId"] = view.Workflow.Id,
                ["status"] = view.Workflow.Status,
                ["timestamp"] = WorkflowDocuments.Time(now),
                ["details"] = isDetailed ? Details() : null,
            }
        );

    public void Step(WorkflowStepRow step) =>
        Add(
            CallbackWords.Step,
            step.Status,
            isDetailed => new JsonObject
            {
                ["$type"] = CallbackWords.Step,
                ["workflowId"] = view.Workflow.Id,
                ["name"] = step.Name,
                ["status"] = step.Status,
                ["timestamp"] = WorkflowDocuments.Time(now),
                ["details"] = isDetailed ? StepDetails(step) : null,
            }
        );

    /// <param name="step">Of which.</param>
    /// <param name="status">The job's, which may be over while the step goes on with another.</param>
    /// <param name="reason">Why it failed.</param>
    public void Job(WorkflowStepRow step, string status, string? reason = null) =>
        Add(
            CallbackWords.Job,
            status,
            _ => new JsonObject
            {
                ["$type"] = CallbackWords.Job,
                ["workflowId"] = view.Workflow.Id,
                ["stepName"] = step.Name,
                ["jobId"] = step.JobId,
                ["status"] = status,
                ["timestamp"] = WorkflowDocuments.Time(now),
                ["progress"] = step.Progress,
                ["reason"] = reason,
            }
        );

    private void Add(string what, string status, Func<bool, JsonObject> write)
    {
        foreach (var node in JsonNode.Parse(view.Workflow.Callbacks)!.AsArray())
        {
            var callback = node!.AsObject();
            if (!CallbackWords.Fits([.. callback["type"]!.AsArray().Select(type => $"{type}")], what, status))
                continue;
            var payload = write(callback["detailed"]?.GetValue<bool>() == true);
            foreach (var name in payload.Where(row => row.Value is null).Select(row => row.Key).ToArray())
                payload.Remove(name);
            context.WorkflowCallbacks.Add(
                new CallbackRow
                {
                    WorkflowId = view.Workflow.Id,
                    Url = callback["url"]!.GetValue<string>(),
                    Payload = payload.ToJsonString(),
                    NextAt = now,
                    CreatedAt = now,
                }
            );
        }
    }

    private JsonObject Details()
    {
        var whole = _documents.Of(view);
        var details = new JsonObject();
        foreach (var name in (string[])["createdAt", "startedAt", "completedAt", "metadata", "arguments", "steps"])
            details[name] = whole[name]?.DeepClone();
        return details;
    }

    private JsonObject StepDetails(WorkflowStepRow step)
    {
        var whole = _documents.Of(view, step);
        var details = new JsonObject();
        foreach (var name in (string[])["estimatedProgressRate", "retries", "input", "output"])
            details[name] = whole[name]?.DeepClone();
        return details;
    }
}
