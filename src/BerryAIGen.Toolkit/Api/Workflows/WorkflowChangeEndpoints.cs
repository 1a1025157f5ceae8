using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>What people change of workflows that they submitted.</summary>
internal static class WorkflowChangeEndpoints
{
    private const string Patch = "application/json-patch+json";

    public static void MapChanges(this IEndpointRouteBuilder group)
    {
        group
            .MapPut("/{workflowId}", UpdateAsync)
            .WithSummary("Cancels a workflow, or changes what was written beside it.");
        group.MapPatch("/{workflowId}", PatchAsync).WithSummary("Changes single places of a workflow (RFC 6902).");
        group
            .MapDelete("/{workflowId}", DeleteAsync)
            .WithSummary("Cancels a workflow and shows it to nobody any more.");
        group.MapPost("/{workflowId}/tags", AddTagAsync).WithSummary("Gives a workflow a word to find it by.");
        group.MapDelete("/{workflowId}/tags", RemoveTagsAsync).WithSummary("Takes all words of a workflow away.");
        group.MapDelete("/{workflowId}/tags/{tag}", RemoveTagAsync).WithSummary("Takes a word of a workflow away.");
        group.MapPut("/{workflowId}/steps/{stepName}", UpdateStepAsync).WithSummary("Replaces the metadata of a step.");
        group
            .MapPatch("/{workflowId}/steps/{stepName}", PatchStepAsync)
            .WithSummary("Changes single places of a step's metadata (RFC 6902).");
    }

    private static async Task<IResult> UpdateAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        WorkflowFlow flow,
        CancellationToken cancellationToken
    )
    {
        var body = await JsonBody.ReadNodeAsync(context, cancellationToken);
        var problems = new FieldProblems();
        var reader = InputReader.Open(body, "$", problems);
        problems.ThrowIfAny();
        reader!.Only("status", "metadata", "tags", "allowMatureContent");
        var cancels = reader.Word("status", [StepStatus.Canceled]) is not null;
        var change = WorkflowChange.Read(body.AsObject(), reader.Flag("allowMatureContent"), problems);
        if (!await store.ChangeAsync(context.Owner(), workflowId, _ => change, cancellationToken))
            return OrchestratorAnswers.MissingWorkflow(workflowId);
        if (cancels)
            await CancelAsync(context, workflowId, deletes: false, store, flow, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> PatchAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    )
    {
        var patch = await ReadPatchAsync(context, cancellationToken);
        var documents = await context.DocumentsAsync(hidesMature: false, cancellationToken);
        return await ChangeAsync(
            workflowId,
            context,
            store,
            view => WorkflowChange.Patch(documents.Of(view), patch),
            cancellationToken
        );
    }

    private static async Task<IResult> DeleteAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        WorkflowFlow flow,
        CancellationToken cancellationToken
    ) =>
        await CancelAsync(context, workflowId, deletes: true, store, flow, cancellationToken)
            ? Results.NoContent()
            : OrchestratorAnswers.MissingWorkflow(workflowId);

    private static async Task<IResult> AddTagAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    )
    {
        var body = await JsonBody.ReadNodeAsync(context, cancellationToken);
        return await ChangeAsync(
            workflowId,
            context,
            store,
            view => WorkflowChange.AddTag(view, body),
            cancellationToken
        );
    }

    private static Task<IResult> RemoveTagsAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    ) => ChangeAsync(workflowId, context, store, _ => new WorkflowChange { Tags = [] }, cancellationToken);

    private static Task<IResult> RemoveTagAsync(
        string workflowId,
        string tag,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    ) => ChangeAsync(workflowId, context, store, view => WorkflowChange.RemoveTag(view, tag), cancellationToken);

    private static async Task<IResult> ChangeAsync(
        string workflowId,
        HttpContext context,
        WorkflowStore store,
        Func<WorkflowView, WorkflowChange> decide,
        CancellationToken cancellationToken
    ) =>
        await store.ChangeAsync(context.Owner(), workflowId, decide, cancellationToken)
            ? Results.NoContent()
            : OrchestratorAnswers.MissingWorkflow(workflowId);

    private static async Task<IResult> UpdateStepAsync(
        string workflowId,
        string stepName,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    )
    {
        var body = await JsonBody.ReadNodeAsync(context, cancellationToken);
        var problems = new FieldProblems();
        var reader = InputReader.Open(body, "$", problems);
        reader?.Only("metadata");
        if (reader?.Has("metadata") == false)
            reader.Refuse("metadata", "It is needed.");
        var metadata = WorkflowReader.ReadMetadata((body as JsonObject)?["metadata"], "metadata", problems);
        problems.ThrowIfAny();
        return await store.ChangeStepAsync(context.Owner(), workflowId, stepName, (_, _) => metadata, cancellationToken)
            ? Results.NoContent()
            : OrchestratorAnswers.MissingWorkflow(workflowId, stepName);
    }

    private static async Task<IResult> PatchStepAsync(
        string workflowId,
        string stepName,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    )
    {
        var patch = await ReadPatchAsync(context, cancellationToken);
        var documents = await context.DocumentsAsync(hidesMature: false, cancellationToken);
        return await store.ChangeStepAsync(
            context.Owner(),
            workflowId,
            stepName,
            (view, step) => WorkflowChange.PatchStep(documents.Of(view, step), patch),
            cancellationToken
        )
            ? Results.NoContent()
            : OrchestratorAnswers.MissingWorkflow(workflowId, stepName);
    }

    private static async Task<bool> CancelAsync(
        HttpContext context,
        string workflowId,
        bool deletes,
        WorkflowStore store,
        WorkflowFlow flow,
        CancellationToken cancellationToken
    )
    {
        if (await store.CancelAsync(context.Owner(), workflowId, deletes, cancellationToken) is not { } jobs)
            return false;
        await flow.StopAsync(jobs, CancellationToken.None);
        return true;
    }

    private static async Task<JsonNode> ReadPatchAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Request.ContentType?.StartsWith(Patch, StringComparison.OrdinalIgnoreCase) == true
        || context.Request.HasJsonContentType()
            ? await JsonBody.ReadNodeAsync(context, cancellationToken)
            : throw new LibraryException(FailureCode.Usage, $"The body is a list of operations, of the type {Patch}.");
}
