using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Tags and steps of a workflow.</summary>
internal sealed class WorkflowPartEndpoint(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    Members members
)
{
    private const string Pattern = "/consumer/workflows/{id}";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Add("POST", "/tags", AddTagAsync);
        Add("DELETE", "/tags", (_, workflow) => Changed(() => workflow.Tags = []));
        Add(
            "DELETE",
            "/tags/{tag}",
            (call, workflow) => Changed(() => workflow.Tags.Remove(Uri.UnescapeDataString(call.Route("tag"))))
        );
        Add("GET", "/steps/{step}", (call, workflow) => ValueTask.FromResult(GetStep(call, workflow)));
        Add("PUT", "/steps/{step}", PutStepAsync);
        Add("PATCH", "/steps/{step}", PatchStepAsync);

        void Add(string method, string path, Func<OrchestratorCall, RunningWorkflow, ValueTask<Answer>> handle) =>
            OrchestratorCall.Map(
                endpoints,
                members,
                method,
                Pattern + path,
                call =>
                    orchestrator.Find(call.Route("id"), call.User) is { } workflow
                        ? handle(call, workflow)
                        : ValueTask.FromResult(Problem.NotFound)
            );
    }

    // The body is a bare JSON text.
    private async ValueTask<Answer> AddTagAsync(OrchestratorCall call, RunningWorkflow workflow)
    {
        var body = await call.BodyAsync() as JsonValue;
        var tag = body?.GetValueKind() == JsonValueKind.String ? body.GetValue<string>() : null;
        if (TemplateReader.RefuseTag(tag) is { } wrong)
            return wrong;
        lock (orchestrator.Gate)
        {
            if (!workflow.Tags.Contains(tag!))
                workflow.Tags.Add(tag!);
        }

        return Answer.Empty(204);
    }

    private ValueTask<Answer> Changed(Action change)
    {
        lock (orchestrator.Gate)
            change();
        return ValueTask.FromResult(Answer.Empty(204));
    }

    private Answer GetStep(OrchestratorCall call, RunningWorkflow workflow)
    {
        lock (orchestrator.Gate)
            return Find(call, workflow) is { } step
                ? Answer.Ok(WorkflowJson.Step(step, workflow, tables, blobs, hidesMature: false))
                : Problem.NotFound;
    }

    private async ValueTask<Answer> PutStepAsync(OrchestratorCall call, RunningWorkflow workflow)
    {
        var body = await call.BodyAsync();
        if (Find(call, workflow) is not { } step)
            return Problem.NotFound;
        if (JsonParts.Members(body, "metadata") is not { } metadata)
            return Problem.Invalid("metadata", "The metadata field is required.");
        return await Changed(() => step.Metadata = metadata.DeepClone().AsObject());
    }

    // The guide lets inputs change until the step begins; the document of the API speaks of no 409.
    private async ValueTask<Answer> PatchStepAsync(OrchestratorCall call, RunningWorkflow workflow)
    {
        var body = await call.BodyAsync();
        if (Find(call, workflow) is not { } step)
            return Problem.NotFound;
        lock (orchestrator.Gate)
        {
            var target = new JsonObject
            {
                ["metadata"] = step.Metadata.DeepClone(),
                ["input"] = step.Input?.DeepClone(),
            };
            var (changed, problem) = PatchApplier.Apply(target, body);
            if (changed is null)
                return Problem.Of(400, "Bad Request", problem);
            if (!JsonNode.DeepEquals(changed["input"], step.Input))
            {
                if (step.Status != "unassigned")
                    return Problem.Of(409, "Conflict", "The step has begun.");
                step.Input = changed["input"]?.DeepClone();
            }

            step.Metadata = JsonParts.Members(changed, "metadata")?.DeepClone().AsObject() ?? [];
        }

        return Answer.Empty(204);
    }

    private static RunningStep? Find(OrchestratorCall call, RunningWorkflow workflow) =>
        workflow.Steps.Find(step => step.Name == call.Route("step"));
}
