using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Downloads;

internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Downloads");
        group
            .MapPost("/download", StartAsync)
            .WithSummary("Begins to download a model of the library, or what a reference names.");
        group
            .MapGet(
                "/download/{task}",
                (string task, DownloadTasks tasks, CancellationToken stop) => tasks.GetAsync(task, stop)
            )
            .WithSummary("Where a download stands.");
        group.MapDelete("/download/{task}", CancelAsync).WithSummary("Cancels a download and deletes what came of it.");
        group
            .MapPost(
                "/download/{task}/cancel",
                (string task, DownloadControl control, CancellationToken stop) => control.CancelAsync(task, stop)
            )
            .WithSummary("The same, answering with the download.");
        group
            .MapPost(
                "/download/{task}/pause",
                (string task, DownloadControl control, CancellationToken stop) => control.PauseAsync(task, stop)
            )
            .WithSummary("Stops a download where it is.");
        group
            .MapPost(
                "/download/{task}/resume",
                (string task, DownloadControl control, CancellationToken stop) => control.ResumeAsync(task, stop)
            )
            .WithSummary("Goes on with a paused download.");
        group
            .MapPost(
                "/download/{task}/retry",
                (string task, DownloadControl control, CancellationToken stop) => control.RetryAsync(task, stop)
            )
            .WithSummary("Tries a download again that failed or was cancelled.");
        group
            .MapPost(
                "/download/{task}/move",
                (string task, DownloadPlaceWish wish, DownloadMoves queue, CancellationToken stop) =>
                    queue.MoveAsync(task, wish.Position, stop)
            )
            .WithSummary("Gives a download that waits another place in the queue.");
        group.MapGet("/downloads", ListAsync).WithSummary("All downloads, the newest first.");
        group.MapDelete("/downloads", ClearAsync).WithSummary("Forgets downloads that are over.");
        group
            .MapPost("/plan", PlanAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary("What a download would do, without doing it.");
        group
            .MapPost("/resolve", Resolve)
            .RequireScope(AccessScope.Read)
            .WithSummary("What a pasted text names, without asking the network.");
    }

    private static async Task<DownloadTask> StartAsync(
        DownloadOrder order,
        string? if_present,
        DownloadOrders orders,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        DemandFor(order, library, http);
        if (if_present is not (null or "ok"))
            throw new LibraryException(FailureCode.Usage, $"if_present can only be ok, not \"{if_present}\".");
        var task = await orders.StartAsync(order!, if_present == "ok", cancellationToken);
        http.Concerns(task.ModelId);
        return task;
    }

    private static async Task<DownloadCancelled> CancelAsync(
        string task,
        DownloadControl control,
        CancellationToken cancellationToken
    )
    {
        var cancelled = await control.CancelAsync(task, cancellationToken);
        return new DownloadCancelled("Download cancelled successfully", cancelled.TaskId, cancelled.ModelId);
    }

    private static async Task<DownloadsDocument> ListAsync(
        string? status,
        [Description("How many to leave out at the beginning.")] int? offset,
        [Description("The most wanted, 1 to 1000; without it all.")] int? limit,
        DownloadTasks tasks,
        CancellationToken cancellationToken
    )
    {
        var wanted = status?.ToLowerInvariant();
        if (wanted is not null && !DownloadStatus.All.Contains(wanted))
            throw new LibraryException(
                FailureCode.Usage,
                $"status is one of {string.Join(", ", DownloadStatus.All)}, not \"{status}\"."
            );
        var (page, total) = await tasks.ListAsync(wanted, offset ?? 0, limit, cancellationToken);
        return new DownloadsDocument(page, total);
    }

    private static async Task<DownloadsCleared> ClearAsync(
        string? status,
        DownloadControl control,
        CancellationToken cancellationToken
    )
    {
        var cleared = await control.ClearAsync(status?.ToLowerInvariant(), cancellationToken);
        return new DownloadsCleared($"{cleared} downloads cleared", cleared);
    }

    private static async Task<PlanDocument> PlanAsync(
        DownloadOrder order,
        DownloadOrders orders,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        DemandFor(order, library, http);
        return DownloadWords.Of(await orders.PlanAsync(order, cancellationToken));
    }

    // Whoever may name any folder or file of the server's machine, or take what is dangerous, is its administrator.
    internal static void DemandFor(DownloadOrder? order, BerryLibrary library, HttpContext http)
    {
        var isOwnRoot = order?.Root is not { } root || library.Options.Roots.Any(one => one.Name == root);
        if (order?.Folder is not null || !isOwnRoot)
            http.Demand(AccessScope.Admin, "a folder that is none of the library's");
        if (order?.Reference is { } text && library.Parse(text.Trim()).Kind == ReferenceKind.Path)
            http.Demand(AccessScope.Admin, "a file of the server's machine");
        if (order?.AcceptDanger == true)
            http.Demand(AccessScope.Admin, "a file that is dangerous");
    }

    private static ReferenceDocument Resolve(ReferenceQuestion question, BerryLibrary library) =>
        DownloadWords.Of(library.Parse(question.Reference));
}
