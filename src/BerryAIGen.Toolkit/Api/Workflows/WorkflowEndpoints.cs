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
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v2/consumer/workflows").WithTags("Orchestrator");
        group.MapChanges();
        group
            .MapPost("", SubmitAsync)
            .WithSummary("Has steps done; with whatif it only says how long they should take.");
        group.MapGet("", ListAsync).WithSummary("One's own workflows, a page at a time.");
        group.MapGet("/{workflowId}", GetAsync).WithSummary("A workflow, now or as soon as it has ended.");
        group.MapGet("/{workflowId}/steps/{stepName}", StepAsync).WithSummary("A step of a workflow.");
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
                documents.OfEstimate(await orders.EstimateAsync(context.Owner(), body, address, cancellationToken))
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
            return OrchestratorAnswers.MissingWorkflow(workflowId);
        return await orders.WaitAsync(owner, workflowId, Waits(wait), cancellationToken) is { } view
            ? Told(await context.DocumentsAsync(hideMatureContent ?? false, cancellationToken), view)
            : OrchestratorAnswers.MissingWorkflow(workflowId);
    }

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
            : OrchestratorAnswers.MissingWorkflow(workflowId, stepName);
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
                documents.OfEstimate(await orders.EstimateAsync(context.Owner(), body, address, cancellationToken))
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

    private static IResult Told(WorkflowDocuments documents, WorkflowView view) =>
        OrchestratorAnswers.Ok(
            documents.Of(view),
            view.IsTerminal ? StatusCodes.Status200OK : StatusCodes.Status202Accepted
        );
}
