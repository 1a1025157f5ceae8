using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Workflows as Civitai's orchestrator takes and tells them, done by the workers of this server.</summary>
internal static class WorkflowEndpoints
{
    private const string Patch = "application/json-patch+json";

    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v2/consumer/workflows").WithTags("Orchestrator");
        group
            .MapPost("", SubmitAsync)
            .WithSummary("Has steps done; with whatif it only says how long they should take.");
        group.MapGet("", ListAsync).WithSummary("One's own workflows, a page at a time.");
        group.MapGet("/{workflowId}", GetAsync).WithSummary("A workflow, now or as soon as it has ended.");
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
        group.MapGet("/{workflowId}/steps/{stepName}", StepAsync).WithSummary("A step of a workflow.");
        group.MapPut("/{workflowId}/steps/{stepName}", UpdateStepAsync).WithSummary("Replaces the metadata of a step.");
        group
            .MapPatch("/{workflowId}/steps/{stepName}", PatchStepAsync)
            .WithSummary("Changes single places of a step's metadata (RFC 6902).");
        routes
            .MapPost("/v2/consumer/recipes/{name}", RecipeAsync)
            .WithTags("Orchestrator")
            .WithSummary("Does one step without a workflow around it, and answers with its output.");
    }

    private static async Task<IResult> SubmitAsync(
        [Description("How many seconds to wait for the end, 100 at most.")] int? wait,
        [Description("Whether to say only how long it should take.")] bool? whatif,
        [Description("Whether to leave out what nobody has looked at.")] bool? hideMatureContent,
        HttpContext context,
        WorkflowOrders orders,
        CancellationToken cancellationToken
    )
    {
        var body = await JsonBody.ReadNodeAsync(context, cancellationToken);
        var documents = await context.DocumentsAsync(hideMatureContent ?? false, cancellationToken);
        var address = Site.SiteEndpoints.AddressOf(context.Request);
        if (whatif == true)
            return OrchestratorAnswers.Ok(
                Estimated(documents.Of(await orders.EstimateAsync(context.Owner(), body, address, cancellationToken)))
            );
        var view = await orders.SubmitAsync(context.Owner(), body, address, Waits(wait), cancellationToken);
        return Told(documents, view);
    }

    private static async Task<IResult> ListAsync(
        [Description("Where the page before ended.")] string? cursor,
        [Description("How many, 1 to 1000; 100 without it.")] int? take,
        [FromQuery, Description("Words that all of them have; give it several times.")] string[]? tags,
        [Description("Stands somewhere in the metadata.")] string? query,
        [Description("Whether the oldest come first.")] bool? ascending,
        [Description("Whether to leave out what nobody has looked at; true without it.")] bool? hideMatureContent,
        [Description("Submitted then or later.")] string? fromDate,
        [Description("Submitted then or before.")] string? toDate,
        [Description("Leaves out those that failed, took too long or were cancelled.")] bool? excludeFailed,
        HttpContext context,
        WorkflowStore store,
        WorkflowArchive archive,
        CancellationToken cancellationToken
    )
    {
        if (take is < 1 or > 1000)
            throw new LibraryException(FailureCode.Usage, $"take is 1 to 1000, not {take}.");
        var question = new WorkflowQuestion
        {
            Cursor = cursor,
            Take = take ?? 100,
            Tags = tags ?? [],
            Text = query,
            IsAscending = ascending ?? false,
            From = ReadTime("fromDate", fromDate),
            To = ReadTime("toDate", toDate),
            ExcludesFailed = excludeFailed ?? false,
        };
        var (items, next) = await store.ListAsync(context.Owner(), question, cancellationToken);
        var hides = hideMatureContent ?? true;
        if (
            context.Request.Headers.Accept.Any(type =>
                type?.Contains("application/zip", StringComparison.Ordinal) == true
            )
        )
            return archive.Of(context, items, await context.DocumentsAsync(hides, cancellationToken));
        var documents = await context.DocumentsAsync(hides, cancellationToken);
        var page = new JsonObject { ["items"] = new JsonArray([.. items.Select(documents.Of)]) };
        if (next is not null)
            page["next"] = next;
        return OrchestratorAnswers.Ok(page);
    }

    private static async Task<IResult> GetAsync(
        string workflowId,
        [Description("How many seconds to wait for the end, 100 at most.")] int? wait,
        [Description("Whether to leave out what nobody has looked at.")] bool? hideMatureContent,
        HttpContext context,
        WorkflowStore store,
        WorkflowOrders orders,
        CancellationToken cancellationToken
    )
    {
        // One that is not kept is told once more to whoever waited for its end, and to nobody who comes later.
        var owner = context.Owner();
        if (await store.FindAsync(owner, workflowId, cancellationToken) is null)
            return Missing(workflowId);
        return await orders.WaitAsync(owner, workflowId, Waits(wait), cancellationToken) is { } view
            ? Told(await context.DocumentsAsync(hideMatureContent ?? false, cancellationToken), view)
            : Missing(workflowId);
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
            return Missing(workflowId);
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
            : Missing(workflowId);

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
            : Missing(workflowId);

    private static async Task<IResult> StepAsync(
        string workflowId,
        string stepName,
        HttpContext context,
        WorkflowStore store,
        CancellationToken cancellationToken
    )
    {
        var view = await store.FindAsync(context.Owner(), workflowId, cancellationToken);
        return view?.Steps.FirstOrDefault(one => one.Name == stepName) is { } step
            ? OrchestratorAnswers.Ok(
                (await context.DocumentsAsync(hidesMature: false, cancellationToken)).Of(view, step)
            )
            : Missing(workflowId, stepName);
    }

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
            : Missing(workflowId, stepName);
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
            : Missing(workflowId, stepName);
    }

    private static async Task<IResult> RecipeAsync(
        string name,
        [Description("Whether to say only how long it should take.")] bool? whatif,
        [Description("Whether nothing is kept but the files.")] bool? ephemeral,
        [Description("Whether mature results may be shown.")] bool? allowMatureContent,
        [Description("Means nothing here.")] bool? experimental,
        HttpContext context,
        WorkflowOrders orders,
        CancellationToken cancellationToken
    )
    {
        var input = await JsonBody.ReadNodeAsync(context, cancellationToken);
        var body = new JsonObject
        {
            ["steps"] = new JsonArray(new JsonObject { ["$type"] = name, ["input"] = input }),
            ["ephemeral"] = ephemeral ?? false,
        };
        if (allowMatureContent is { } allowed)
            body["allowMatureContent"] = allowed;
        if (experimental is { } isNew)
            body["experimental"] = isNew;
        var documents = await context.DocumentsAsync(hidesMature: false, cancellationToken);
        var address = Site.SiteEndpoints.AddressOf(context.Request);
        if (whatif == true)
            return OrchestratorAnswers.Ok(
                Estimated(documents.Of(await orders.EstimateAsync(context.Owner(), body, address, cancellationToken)))
            );
        var view = await orders.SubmitAsync(
            context.Owner(),
            body,
            address,
            WorkflowOrders.LongestWait,
            cancellationToken
        );
        if (!view.IsTerminal)
            return Told(documents, view);
        var step = view.Steps[0];
        return step.Status == StepStatus.Succeeded
            ? OrchestratorAnswers.Ok(documents.Of(view, step)["output"]!.DeepClone())
            : OrchestratorAnswers.Refuse(
                StatusCodes.Status422UnprocessableEntity,
                step.Error ?? $"The step was {step.Status}."
            );
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

    private static int Waits(int? wait) =>
        wait is < 0
            ? throw new LibraryException(FailureCode.Usage, $"wait is 0 or more seconds, not {wait}.")
            : wait ?? 0;

    private static DateTime? ReadTime(string name, string? text)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : throw new LibraryException(
                FailureCode.Usage,
                $"{name} is a time such as 2026-11-22T10:00:00Z, not \"{text}\"."
            );
    }

    // Of an estimate nothing lasts, so it has no id; whoever looks at "ready" sees that somebody can do each step.
    private static JsonObject Estimated(JsonObject workflow)
    {
        workflow.Remove("id");
        foreach (var step in workflow["steps"]!.AsArray())
            step!["jobs"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "",
                    ["status"] = StepStatus.Unassigned,
                    ["cost"] = 1,
                    ["queuePosition"] = new JsonObject { ["support"] = "available" },
                }
            );
        workflow["transactions"]!["insufficientBuzz"] = false;
        return workflow;
    }

    private static IResult Told(WorkflowDocuments documents, WorkflowView view) =>
        OrchestratorAnswers.Ok(
            documents.Of(view),
            view.IsTerminal ? StatusCodes.Status200OK : StatusCodes.Status202Accepted
        );

    private static IResult Missing(string id, string? step = null) =>
        OrchestratorAnswers.NotFound(
            step is null
                ? $"There is no workflow {id} of yours."
                : $"There is no step {step} in a workflow {id} of yours."
        );
}
