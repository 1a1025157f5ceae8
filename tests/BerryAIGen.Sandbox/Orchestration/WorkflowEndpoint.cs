using System.IO.Compression;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary><c>/v2/consumer/workflows</c> and <c>/v2/consumer/workflows/{id}</c>.</summary>
internal sealed class WorkflowEndpoint(
    Orchestrator orchestrator,
    OrchestratorTables tables,
    BlobStore blobs,
    Members members,
    TimeProvider time
)
{
    private const string Pattern = "/consumer/workflows";
    private const int LongestWait = 100;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        OrchestratorCall.Map(endpoints, members, "POST", Pattern, SubmitAsync);
        OrchestratorCall.Map(endpoints, members, "GET", Pattern + "/{id}", GetAsync);
        OrchestratorCall.Map(endpoints, members, "PUT", Pattern + "/{id}", PutAsync);
        OrchestratorCall.Map(endpoints, members, "PATCH", Pattern + "/{id}", PatchAsync);
        OrchestratorCall.Map(endpoints, members, "DELETE", Pattern + "/{id}", Delete);
        endpoints.MapGet(OrchestratorCall.Root + Pattern, List);
    }

    private async ValueTask<Answer> SubmitAsync(OrchestratorCall call)
    {
        if (await call.BodyAsync() is not JsonObject template)
            return Problem.Of(400, "Bad Request", "The body is no JSON object.");
        var wait = WaitOf(call);
        var isEstimate = call.Flag("whatif");
        if (TemplateReader.Refuse(template, tables, wait > 0 || isEstimate) is { } wrong)
            return wrong;
        var (workflow, refusal) = orchestrator.Submit(template, call.User, isEstimate);
        if (refusal is not null)
            return refusal;
        return isEstimate ? Answer.Ok(Json(workflow!, call)) : await AnswerAsync(workflow!, call, wait);
    }

    private async ValueTask<Answer> GetAsync(OrchestratorCall call) =>
        orchestrator.Find(call.Route("id"), call.User) is { } workflow
            ? await AnswerAsync(workflow, call, WaitOf(call))
            : Problem.NotFound;

    private async Task<Answer> AnswerAsync(RunningWorkflow workflow, OrchestratorCall call, int wait)
    {
        if (wait > 0)
            await Task.WhenAny(workflow.Ended, Task.Delay(TimeSpan.FromSeconds(wait), time, call.Http.RequestAborted));
        return Answer.Of(workflow.HasEnded || workflow.IsEstimate ? 200 : 202, Json(workflow, call));
    }

    private async ValueTask<Answer> PutAsync(OrchestratorCall call)
    {
        if (orchestrator.Find(call.Route("id"), call.User) is not { } workflow)
            return Problem.NotFound;
        if (await call.BodyAsync() is not JsonObject update)
            return Problem.Of(400, "Bad Request", "The body is no JSON object.");
        var status = JsonParts.Text(update, "status");
        if (status is not null && !status.Equals("canceled", StringComparison.OrdinalIgnoreCase))
            return Problem.Invalid("status", $"The value '{status}' is not valid for status.");
        lock (orchestrator.Gate)
        {
            if (JsonParts.Flag(update, "allowMatureContent") is { } allows)
            {
                if (allows && Upgrades.Allow(workflow, orchestrator.Accounts) is { } refusal)
                    return refusal;
                workflow.AllowsMature = allows;
            }

            if (JsonParts.Members(update, "metadata") is { } metadata)
                workflow.Metadata = metadata.DeepClone().AsObject();
            if (JsonParts.List(update, "tags") is not null)
                workflow.Tags = [.. JsonParts.Texts(update, "tags")];
            if (status is not null)
                Cancel(workflow);
        }

        return Answer.Empty(204);
    }

    private async ValueTask<Answer> PatchAsync(OrchestratorCall call)
    {
        if (orchestrator.Find(call.Route("id"), call.User) is not { } workflow)
            return Problem.NotFound;
        var body = await call.BodyAsync();
        lock (orchestrator.Gate)
        {
            var target = new JsonObject
            {
                ["metadata"] = workflow.Metadata.DeepClone(),
                ["tags"] = JsonText.Array(workflow.Tags),
            };
            var (changed, problem) = PatchApplier.Apply(target, body);
            if (changed is null)
                return Problem.Of(400, "Bad Request", problem);
            workflow.Metadata = JsonParts.Members(changed, "metadata")?.DeepClone().AsObject() ?? [];
            workflow.Tags = [.. JsonParts.Texts(changed, "tags")];
        }

        return Answer.Empty(204);
    }

    // Kept for the operators, gone for everybody else.
    private ValueTask<Answer> Delete(OrchestratorCall call)
    {
        if (orchestrator.Find(call.Route("id"), call.User) is not { } workflow)
            return ValueTask.FromResult(Problem.NotFound);
        lock (orchestrator.Gate)
        {
            Cancel(workflow);
            workflow.DeletedAt = time.GetUtcNow();
        }

        return ValueTask.FromResult(Answer.Empty(204));
    }

    private void Cancel(RunningWorkflow workflow)
    {
        if (!workflow.HasEnded)
            WorkflowRunner.Cancel(workflow, time.GetUtcNow());
    }

    private async Task List(HttpContext http)
    {
        if (members.Find(http.Request) is not { } member)
        {
            await AnswerWriter.WriteAsync(http, Problem.Unauthorized);
            return;
        }

        var call = new OrchestratorCall(http, member);
        var list = new WorkflowList(call);
        var (page, next) = list.Take(orchestrator.Of(call.User));
        if (http.Request.Headers.Accept.ToString().Contains("application/zip", StringComparison.Ordinal))
        {
            await ZipAsync(http, page);
            return;
        }

        JsonArray items;
        lock (orchestrator.Gate)
            items = new JsonArray([
                .. page.Select(workflow =>
                    (JsonNode)WorkflowJson.Of(workflow, tables, blobs, call.Flag("hideMatureContent", true))
                ),
            ]);
        await AnswerWriter.WriteAsync(http, Answer.Ok(new JsonObject { ["next"] = next, ["items"] = items }));
    }

    private static async Task ZipAsync(HttpContext http, IEnumerable<RunningWorkflow> page)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var blob in page.SelectMany(workflow => workflow.Steps).SelectMany(step => step.Blobs))
            {
                if (!blob.IsAvailable)
                    continue;
                await using var entry = await zip.CreateEntry(blob.Id).OpenAsync(http.RequestAborted);
                await entry.WriteAsync(BlobStore.BytesOf(blob).Bytes, http.RequestAborted);
            }
        }

        http.Response.ContentType = "application/zip";
        await http.Response.Body.WriteAsync(bytes.ToArray(), http.RequestAborted);
    }

    private JsonObject Json(RunningWorkflow workflow, OrchestratorCall call)
    {
        lock (orchestrator.Gate)
            return WorkflowJson.Of(workflow, tables, blobs, call.Flag("hideMatureContent"));
    }

    private static int WaitOf(OrchestratorCall call) =>
        int.TryParse(call.Raw("wait"), out var seconds) ? Math.Clamp(seconds, 0, LongestWait) : 0;
}
