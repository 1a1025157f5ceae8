using System.ComponentModel;
using BerryAIGen.Database.Conversion;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Models;
using BerryAIGen.Toolkit.Api.Workflows;

namespace BerryAIGen.Toolkit.Api.Jobs;

internal static class JobEndpoints
{
    private const int Usual = 100;

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/jobs").WithTags("Jobs");
        group.MapGet("", ListAsync).WithSummary("Jobs, the newest first.");
        group
            .MapGet(
                "/{job}",
                async (string job, JobStore jobs, CancellationToken stop) =>
                    JobDocument.Of(await jobs.GetAsync(job, stop))
            )
            .WithSummary("How a job stands.");
        group.MapGet("/{job}/log", ReadLogAsync).WithSummary("What a job told while it ran.");
        group
            .MapPost(
                "/{job}/pause",
                (string job, HttpContext context, IJobEngine engine, CancellationToken stop) =>
                    AskAsync(job, context, engine.PauseAsync, stop)
            )
            .WithSummary("Stops a job where it is: at once when it waits, soon when it runs.");
        group
            .MapPost(
                "/{job}/resume",
                (string job, HttpContext context, IJobEngine engine, CancellationToken stop) =>
                    AskAsync(job, context, engine.ResumeAsync, stop)
            )
            .WithSummary("Goes on with a paused job.");
        group
            .MapPost(
                "/{job}/cancel",
                (string job, HttpContext context, IJobEngine engine, CancellationToken stop) =>
                    AskAsync(job, context, engine.CancelAsync, stop)
            )
            .WithSummary("Stops a job for good.");
        group
            .MapPost(
                "/{job}/retry",
                async (
                    string job,
                    HttpContext context,
                    IJobEngine engine,
                    GenerationList generations,
                    CancellationToken stop
                ) =>
                {
                    await generations.RequireNoneAsync(job, stop);
                    return await AskAsync(job, context, engine.RetryAsync, stop);
                }
            )
            .WithSummary("Runs a job again that failed or was cancelled.");
        routes
            .MapPost("/api/models/{id}/convert", ConvertAsync)
            .WithTags("Jobs")
            .WithSummary("Makes a file of another precision, or safetensors of a checkpoint, as a job.");
    }

    private static async Task<JobDocument> AskAsync(
        string job,
        HttpContext context,
        Func<string, CancellationToken, Task<JobRow>> ask,
        CancellationToken cancellationToken
    )
    {
        await context.DemandOwnJobAsync(job, cancellationToken);
        return JobDocument.Of(await ask(job, cancellationToken));
    }

    private static async Task<JobsDocument> ListAsync(
        string? state,
        string? kind,
        [Description("How many to leave out at the beginning.")] int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        JobStore jobs,
        JobKinds kinds,
        CancellationToken cancellationToken
    )
    {
        var wanted = state?.ToLowerInvariant();
        if (wanted is not null && !JobState.All.Contains(wanted))
            throw new LibraryException(
                FailureCode.Usage,
                $"state is one of {string.Join(", ", JobState.All)}, not \"{state}\"."
            );
        var (rows, total) = await jobs.ListAsync(
            wanted,
            kind?.ToLowerInvariant(),
            offset ?? 0,
            limit ?? Usual,
            cancellationToken
        );
        return new JobsDocument([.. rows.Select(JobDocument.Of)], total, [.. kinds.Names]);
    }

    private static async Task<JobLogDocument> ReadLogAsync(
        string job,
        JobStore jobs,
        CancellationToken cancellationToken
    )
    {
        await jobs.GetAsync(job, cancellationToken);
        var lines = await jobs.ReadLogAsync(job, cancellationToken);
        return new JobLogDocument([
            .. lines.Select(line => new JobLogLine(JobDocument.Seconds(line.At), line.Level, line.Message)),
        ]);
    }

    private static async Task<JobDocument> ConvertAsync(
        ModelId id,
        ConvertQuestion question,
        ConvertKind convert,
        IJobEngine engine,
        CancellationToken cancellationToken
    )
    {
        var payload = await convert.PrepareAsync(id.Value, question.Precision, question.Prune, cancellationToken);
        return JobDocument.Of(await engine.EnqueueAsync(ConvertKind.KindName, payload, also: null, cancellationToken));
    }
}
