using System.ComponentModel;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Library;
using BerryAIGen.Library.Subscriptions;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Downloads;
using BerryAIGen.Toolkit.Api.Keeping;

namespace BerryAIGen.Toolkit.Api.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) =>
        services
            .AddSingleton<SubscriptionStore>()
            .AddSingleton<SubscriptionList>()
            .AddSingleton<SubscriptionFetch>()
            // Downloads are jobs, and so is the check that begins them: who comes second is asked for late.
            .AddSingleton<Func<DownloadOrders>>(provider => () => provider.GetRequiredService<DownloadOrders>())
            .AddSingleton<IJobKind, SubscriptionCheckJob>()
            .AddSingleton<IJobFollower, SubscriptionFollower>();

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/subscriptions").WithTags("Subscriptions");
        group.MapGet("", ListAsync).WithSummary("The creators, tags, searches and models that are followed.");
        group
            .MapPost("", AddAsync)
            .WithSummary("Follows a creator, tag, search or model, and begins to look what is there already.");
        group.MapPost("/check", CheckAsync).WithSummary("Begins to look for new versions, as a job.");
        group
            .MapGet(
                "/{id}",
                async (string id, SubscriptionList list, CancellationToken stop) =>
                    SubscriptionDocument.Of(await list.GetAsync(id, stop))
            )
            .WithSummary("One subscription.");
        group
            .MapPut("/{id}", ChangeAsync)
            .WithSummary("Changes how something is followed; what is left out stays, and a limit of 0 is none.");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Follows it no more; what was fetched stays.");
        group
            .MapGet("/{id}/versions", ListVersionsAsync)
            .WithSummary("What a subscription found, and what became of it.");
        group
            .MapPost("/{id}/versions/{version}/fetch", TakeAsync)
            .WithSummary("Downloads a version that was found, whatever the limits of the subscription are.");
    }

    private static async Task<SubscriptionsDocument> ListAsync(
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        SubscriptionList list,
        CancellationToken cancellationToken
    )
    {
        var (rows, total) = await list.ListAsync(offset, limit, cancellationToken);
        return new SubscriptionsDocument([.. rows.Select(row => SubscriptionDocument.Of(row))], total);
    }

    private static async Task<SubscriptionDocument> AddAsync(
        SubscriptionQuestion question,
        SubscriptionStore store,
        SubscriptionList list,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        DownloadEndpoints.DemandFor(question.Target?.OrderOf("1"), library, http);
        var thing = new FollowedThing { Kind = question.Kind, Value = question.Value };
        var (row, job) = await store.AddAsync(thing, SinceOf(question), question.ToWish(), cancellationToken);
        http.Concerns(row.Name);
        return SubscriptionDocument.Of(await list.GetAsync(row.Id, cancellationToken), job.Id);
    }

    private static async Task<SubscriptionDocument> ChangeAsync(
        string id,
        SubscriptionChange change,
        SubscriptionStore store,
        SubscriptionList list,
        BerryLibrary library,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        DownloadEndpoints.DemandFor(change.Target?.OrderOf("1"), library, http);
        var row = await store.ChangeAsync(id, change.ToWish(), cancellationToken);
        http.Concerns(row.Name);
        return SubscriptionDocument.Of(await list.GetAsync(id, cancellationToken));
    }

    private static async Task<DeletedSubscription> DeleteAsync(
        string id,
        SubscriptionStore store,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var row = await store.DeleteAsync(id, cancellationToken);
        http.Concerns(row.Name);
        return new DeletedSubscription("Subscription deleted", id);
    }

    private static async Task<BegunJobDocument> CheckAsync(
        CheckSubscriptionsQuestion question,
        SubscriptionStore store,
        IJobEngine jobs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var payload = await store.PrepareCheckAsync(question.Ids ?? [], cancellationToken);
        var job = await jobs.EnqueueAsync(SubscriptionCheckJob.KindName, payload, also: null, cancellationToken);
        http.Concerns(question.Ids ?? [], "all subscriptions");
        return new BegunJobDocument(job.Id, job.Kind, job.State);
    }

    private static async Task<FoundVersionsDocument> ListVersionsAsync(
        string id,
        [Description("Only versions of this state; known are those that were there before.")] string? state,
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        SubscriptionList list,
        CancellationToken cancellationToken
    )
    {
        var (rows, total) = await list.ListVersionsAsync(id, state, offset, limit, cancellationToken);
        return new FoundVersionsDocument([.. rows.Select(FoundVersionDocument.Of)], total);
    }

    private static async Task<FoundVersionDocument> TakeAsync(
        string id,
        int version,
        SubscriptionFetch fetch,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var row = await fetch.TakeAsync(id, version, cancellationToken);
        http.Concerns($"{row.ModelName} {row.VersionName}");
        return FoundVersionDocument.Of(row);
    }

    private static DateTime? SinceOf(SubscriptionQuestion question) =>
        question.Since switch
        {
            null => null,
            // The last second of the year 9999.
            >= 0 and <= 253_402_300_799 and var seconds => DateTime.UnixEpoch.AddSeconds(seconds),
            var other => throw new LibraryException(
                FailureCode.Usage,
                $"since is a time in seconds since 1970, not {other}."
            ),
        };
}
