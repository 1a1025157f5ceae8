using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Workflows and steps as the answers show them (a recorded answer of a failed workflow is the model).</summary>
internal static class WorkflowJson
{
    public static JsonObject Of(RunningWorkflow workflow, OrchestratorTables tables, BlobStore blobs, bool hidesMature)
    {
        var json = new JsonObject();
        if (!workflow.IsEstimate || workflow.ExternalId is not null)
            json["id"] = workflow.Id;
        json["createdAt"] = JsonText.Date(workflow.CreatedAt);
        json["transactions"] = new JsonObject { ["list"] = workflow.Transactions.DeepClone() };
        if (workflow.IsEstimate)
            json["transactions"]!["insufficientBuzz"] = workflow.HasTooLittle;
        json["metadata"] = workflow.Metadata.DeepClone();
        json["status"] = workflow.Status;
        AddMoments(json, workflow.StartedAt, workflow.CompletedAt);
        json["tags"] = JsonText.Array(workflow.Tags);
        json["arguments"] = workflow.Template["arguments"]?.DeepClone() ?? new JsonObject();
        json["steps"] = new JsonArray([
            .. workflow.Steps.Select(step => (JsonNode)Step(step, workflow, tables, blobs, hidesMature)),
        ]);
        json["callbacks"] = workflow.Template["callbacks"]?.DeepClone() ?? new JsonArray();
        json["tips"] = workflow.Template["tips"]?.DeepClone() ?? new JsonObject { ["civitai"] = 0, ["creators"] = 0 };
        json["cost"] = Cost(workflow);
        json["upgradeMode"] = workflow.IsAutomatic ? "automatic" : "manual";
        json["currencies"] = workflow.Template["currencies"]?.DeepClone() ?? new JsonArray();
        json["forceRefunded"] = false;
        if (workflow.AllowsMature is { } allows)
            json["allowMatureContent"] = allows;
        foreach (var member in (string[])["experimental", "ephemeral", "nsfwLevel", "externalId"])
        {
            if (workflow.Template[member] is { } value)
                json[member] = value.DeepClone();
        }

        return json;
    }

    public static JsonObject Step(
        RunningStep step,
        RunningWorkflow workflow,
        OrchestratorTables tables,
        BlobStore blobs,
        bool hidesMature
    )
    {
        var json = new JsonObject { ["$type"] = step.Type, ["input"] = step.Input?.DeepClone() };
        if (Output(step, tables, blobs, hidesMature) is { } output)
            json["output"] = output;
        json["name"] = step.Name;
        json["priority"] = JsonParts.Text(step.Template, "priority") ?? "normal";
        json["timeout"] = JsonParts.Text(step.Template, "timeout") ?? "00:20:00";
        json["jobs"] = new JsonArray([.. step.Jobs.Select(job => (JsonNode)Job(job, step, workflow))]);
        json["status"] = step.Status;
        AddMoments(json, step.StartedAt, step.CompletedAt);
        json["metadata"] = step.Metadata.DeepClone();
        json["estimatedProgressRate"] = Progress(step.Status);
        if (step.Status == "preparing" && Price.ResourceOf(step.InputMembers) is { } resource)
            json["preparation"] = new JsonObject
            {
                ["resource"] = resource,
                ["queuePosition"] = 0,
                ["progress"] = 0.5,
                ["etaSeconds"] = 1,
            };
        return json;
    }

    private static JsonObject Job(RunningJob job, RunningStep step, RunningWorkflow workflow)
    {
        var json = new JsonObject { ["id"] = job.Id, ["status"] = job.Status };
        AddMoments(json, job.StartedAt, job.CompletedAt);
        json["cost"] = step.Price / (double)step.Jobs.Count;
        json["estimatedProgressRate"] = Progress(job.Status);
        if (workflow.IsEstimate || job.Status is "unassigned" or "preparing" or "scheduled")
            json["queuePosition"] = new JsonObject { ["support"] = "available", ["precedingJobs"] = 0 };
        if (job.Reason is { } reason)
            json["reason"] = reason;
        if (job.BlockedReason is { } blocked)
            json["blockedReason"] = blocked;
        return json;
    }

    private static JsonObject? Output(RunningStep step, OrchestratorTables tables, BlobStore blobs, bool hidesMature)
    {
        var shape = tables.Steps[step.Type];
        if (step.Blobs.Count == 0 && step.Status != "succeeded")
            return step.Error is null ? null : new JsonObject { ["errors"] = new JsonArray(step.Error) };
        var json = shape.Sample?.DeepClone().AsObject() ?? [];
        if (step.Type == "echo")
            json["message"] = step.InputMembers["message"]?.DeepClone();
        var shown = step
            .Blobs.Where(blob => !hidesMature || blob.NsfwLevel == "pg")
            .Select(blob => (JsonNode)blobs.Json(blob))
            .ToList();
        if (shape is { Media: not null, Member: "" } && shown is [JsonObject only, ..])
            return only;
        if (shape is { Media: not null, Member: { } member } && shown.Count > 0)
            json[member] = shape.IsList ? new JsonArray([.. shown]) : shown[0];
        if (step.Error is not null)
            json["errors"] = new JsonArray(step.Error);
        return json;
    }

    // After everything was given back the total is 0 while the factors keep the price.
    private static JsonObject Cost(RunningWorkflow workflow)
    {
        var json = workflow.Cost.DeepClone().AsObject();
        json["total"] = workflow.Total;
        return json;
    }

    private static double Progress(string status) =>
        status switch
        {
            "succeeded" => 1,
            "processing" => 0.5,
            _ => 0,
        };

    private static void AddMoments(JsonObject json, DateTimeOffset? startedAt, DateTimeOffset? completedAt)
    {
        if (startedAt is { } started)
            json["startedAt"] = JsonText.Date(started);
        if (completedAt is { } completed)
            json["completedAt"] = JsonText.Date(completed);
    }
}
