using System.ComponentModel;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Safety;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Keeping;

internal static class KeepingEndpoints
{
    private const int MostDays = 36500;
    private const string ForceHelp = "true also takes a model away that a provider has loaded right now.";

    public static IServiceCollection AddKeeping(this IServiceCollection services) =>
        services
            .AddSingleton<MovableModels>()
            .AddSingleton<ModelTrash>()
            .AddSingleton<ModelQuarantine>()
            .AddSingleton<ModelScan>()
            .AddSingleton<VerifyKind>()
            .AddSingleton<IJobKind>(provider => provider.GetRequiredService<VerifyKind>());

    public static void MapKeeping(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Keeping");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Throws a model of this machine away, with a way back.");
        group
            .MapGet(
                "/trash",
                (int? offset, int? limit, ModelTrash trash) => KeptListDocument.Of(trash.List(), offset, limit)
            )
            .WithEntityTag()
            .WithSummary("What was deleted and can come back.");
        group.MapPost("/trash/restore", RestoreAsync).WithSummary("Brings deleted models back, with notes and tags.");
        group
            .MapDelete("/trash", EmptyAsync)
            .WithSummary("Deletes for good; only says what it would do unless apply=true.");
        group
            .MapGet(
                "/quarantine",
                (int? offset, int? limit, ModelQuarantine quarantine) =>
                    KeptListDocument.Of(quarantine.List(), offset, limit)
            )
            .WithEntityTag()
            .WithSummary("What nobody should load.");
        group.MapPost("/{id}/quarantine", QuarantineAsync).WithSummary("Puts a model where nothing loads it.");
        group.MapPost("/quarantine/restore", ReleaseAsync).WithSummary("Brings models back from the quarantine.");
        group
            .MapPost("/{id}/scan", ScanAsync)
            .WithSummary("Looks for code that would run when the model is loaded; runs none.");
        group
            .MapPost("/verify", VerifyAsync)
            .WithSummary("Begins to compare models with their recorded hashes, as a job.");
        group
            .MapPost(
                "/{id}/verify",
                (ModelId id, VerifyKind verify, IJobEngine jobs, CancellationToken stop) =>
                    VerifyAsync(new VerifyQuestion([id.Value], false), verify, jobs, stop)
            )
            .WithSummary("Begins to compare one model with its recorded hashes, as a job.");
    }

    private static async Task<DeletedDocument> DeleteAsync(
        ModelId id,
        [Description("true deletes for good, without the trash.")] bool? purge,
        [Description(ForceHelp)] bool? force,
        ModelTrash trash,
        CancellationToken cancellationToken
    ) => DeletedDocument.Of(await trash.DeleteAsync(id.Value, purge ?? false, force ?? false, cancellationToken));

    private static async Task<KeptOutcomesDocument> RestoreAsync(
        KeptNames names,
        ModelTrash trash,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var outcomes = await trash.RestoreAsync(names.Items ?? [], cancellationToken);
        http.Concerns(Done(outcomes), "nothing");
        return KeptOutcomesDocument.Of(outcomes, frees: false);
    }

    private static async Task<KeptOutcomesDocument> EmptyAsync(
        [FromQuery(Name = "older_than"), Description("Only what was deleted longer ago, in days.")] double? olderThan,
        [Description("true deletes; without it nothing is done.")] bool? apply,
        ModelTrash trash,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromQuery, Description("Items; without any, all.")] string[]? item = null
    )
    {
        // A misspelt limit would be no limit, and the trash empty for good.
        http.RequireKnownArguments("item", "older_than", "apply");
        // A comma separates thousands for who reads numbers here, and parts of a day for half of those who write them.
        var asked = http.Request.Query["older_than"].ToString();
        if (asked.Contains(','))
            throw new LibraryException(FailureCode.Usage, $"older_than is a number, not \"{asked}\".");
        var days = olderThan ?? 0;
        if (days is not (>= 0 and <= MostDays))
            throw new LibraryException(FailureCode.Usage, $"older_than is 0 to {MostDays} days, not {days}.");
        var outcomes = await trash.EmptyAsync(item ?? [], TimeSpan.FromDays(days), apply ?? false, cancellationToken);
        http.Concerns(apply is true ? Done(outcomes) : [], "nothing");
        return KeptOutcomesDocument.Of(outcomes, frees: apply ?? false);
    }

    private static IEnumerable<string> Done(IReadOnlyList<KeptOutcome> outcomes) =>
        outcomes.Where(one => one.Failure is null).Select(one => one.Item?.Path ?? one.Subject);

    private static async Task<QuarantinedDocument> QuarantineAsync(
        ModelId id,
        QuarantineReason reason,
        [Description(ForceHelp)] bool? force,
        ModelQuarantine quarantine,
        CancellationToken cancellationToken
    )
    {
        var item = await quarantine.PutAsync(id.Value, reason.Reason, force ?? false, cancellationToken);
        return new QuarantinedDocument(
            "Model quarantined successfully",
            id.Value,
            item.Id,
            item.Reason,
            item.At.ToUnixTimeMilliseconds() / 1000.0
        );
    }

    private static async Task<KeptOutcomesDocument> ReleaseAsync(
        KeptNames names,
        ModelQuarantine quarantine,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var outcomes = await quarantine.RestoreAsync(names.Items ?? [], cancellationToken);
        http.Concerns(Done(outcomes), "nothing");
        return KeptOutcomesDocument.Of(outcomes, frees: false);
    }

    private static async Task<ScanDocument> ScanAsync(ModelId id, ModelScan scan, CancellationToken cancellationToken)
    {
        var found = await scan.RunAsync(id.Value, cancellationToken);
        var status = found.Verdict switch
        {
            ScanVerdict.Clean => "passed",
            ScanVerdict.Suspicious => "warning",
            ScanVerdict.Unscanned => "unscanned",
            _ => "failed",
        };
        return new ScanDocument(
            id.Value,
            new ScanResultDocument(
                status,
                ScannedFileDocument.Word(found.Verdict),
                UnixTime.Of(found.At),
                [.. found.Files.Select(ScannedFileDocument.Of)]
            )
        );
    }

    private static async Task<BegunJobDocument> VerifyAsync(
        VerifyQuestion question,
        VerifyKind verify,
        IJobEngine jobs,
        CancellationToken cancellationToken
    )
    {
        var order = new VerifyOrder(question.ModelIds ?? [], question.Quick ?? false);
        var job = await jobs.EnqueueAsync(
            VerifyKind.KindName,
            await verify.PrepareAsync(order, cancellationToken),
            also: null,
            cancellationToken
        );
        return new BegunJobDocument(job.Id, job.Kind, job.State);
    }
}
