using System.ComponentModel;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library.Versions.Replacing;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Keeping;
using BerryAIGen.Toolkit.Api.Models;

namespace BerryAIGen.Toolkit.Api.Updates;

internal static class UpdateEndpoints
{
    public static IServiceCollection AddUpdates(this IServiceCollection services) =>
        services
            .AddSingleton<UpdateReport>()
            .AddSingleton<UpdateChoosing>()
            .AddSingleton<ModelRollback>()
            .AddSingleton<Notifications>()
            .AddSingleton<UpdateCheckJob>()
            .AddSingleton<IJobKind>(provider => provider.GetRequiredService<UpdateCheckJob>())
            .AddSingleton<UpdateJob>()
            .AddSingleton<IJobKind>(provider => provider.GetRequiredService<UpdateJob>());

    public static void MapUpdates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/updates").WithTags("Updates");
        group.MapGet("", ListAsync).WithSummary("What the last checks for newer versions found.");
        group
            .MapPost("/check", CheckAsync)
            .WithSummary("Begins to ask the sources for newer versions of models, as a job.");
        group
            .MapPost("/apply", ApplyAsync)
            .WithSummary("Begins to bring models up to their newest versions, as a job.");
        group
            .MapGet(
                "/history",
                (int? offset, int? limit, ModelRollback rollback) =>
                    PastUpdatesDocument.Of(rollback.List(), offset, limit)
            )
            .WithEntityTag()
            .WithSummary("The updates that were done, the newest first.");
        var models = routes.MapGroup("/api/models/{id}").WithTags("Updates");
        models
            .MapGet("/updates", GetAsync)
            .WithSummary("What was found of one model, and what is wanted of its updates.");
        models
            .MapPut("/updates", ChooseAsync)
            .WithSummary("Pins a model, ignores it or a version of it, or keeps its newest few versions.");
        models
            .MapPost("/rollback", RollBackAsync)
            .WithSummary("Brings the version before an update back; the newer one is kept.");
        routes.MapNotifications();
    }

    private static async Task<UpdatesDocument> ListAsync(
        [Description("Only models of this state, such as update_available.")] string? state,
        int? offset,
        [Description("The most models wanted, 1 to 1000; 100 without it.")] int? limit,
        UpdateReport report,
        CancellationToken cancellationToken
    ) => UpdatesDocument.Of(await report.ListAsync(state, offset, limit, cancellationToken));

    private static async Task<BegunJobDocument> CheckAsync(
        CheckUpdatesQuestion question,
        UpdateCheckJob check,
        IJobEngine jobs,
        CancellationToken cancellationToken
    )
    {
        var order = new CheckOrder(question.ModelIds ?? [], question.AskGone ?? false);
        var job = await jobs.EnqueueAsync(
            UpdateCheckJob.KindName,
            await check.PrepareAsync(order, cancellationToken),
            also: null,
            cancellationToken
        );
        return new BegunJobDocument(job.Id, job.Kind, job.State);
    }

    private static async Task<BegunJobDocument> ApplyAsync(
        ApplyUpdatesQuestion question,
        UpdateJob update,
        IJobEngine jobs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var order = new UpdateOrder(
            question.ModelIds ?? [],
            question.Old ?? OldVersions.All[0],
            question.KeepName ?? false,
            question.EarlyAccess ?? false,
            question.Changed ?? false,
            question.Force ?? false
        );
        var job = await jobs.EnqueueAsync(
            UpdateJob.KindName,
            await update.PrepareAsync(order, cancellationToken),
            also: null,
            cancellationToken
        );
        http.Concerns(question.ModelIds ?? [], "all models with updates");
        return new BegunJobDocument(job.Id, job.Kind, job.State);
    }

    private static async Task<ModelUpdateDocument> GetAsync(
        ModelId id,
        UpdateReport report,
        UpdateChoosing choosing,
        CancellationToken cancellationToken
    )
    {
        var choice = await choosing.ReadAsync(id.Value, cancellationToken);
        return ModelUpdateDocument.Of(id.Value, await report.FindAsync(id.Value, cancellationToken), choice);
    }

    private static async Task<ModelUpdateDocument> ChooseAsync(
        ModelId id,
        UpdateWishes wishes,
        UpdateReport report,
        UpdateChoosing choosing,
        CancellationToken cancellationToken
    )
    {
        var choice = await choosing.ChooseAsync(id.Value, wishes.ToChange(), cancellationToken);
        return ModelUpdateDocument.Of(id.Value, await report.FindAsync(id.Value, cancellationToken), choice);
    }

    private static async Task<RolledBackDocument> RollBackAsync(
        ModelId id,
        RollbackQuestion question,
        ModelRollback rollback,
        CancellationToken cancellationToken
    ) =>
        RolledBackDocument.Of(
            id.Value,
            await rollback.RunAsync(id.Value, question.Update, question.Force ?? false, cancellationToken)
        );
}
