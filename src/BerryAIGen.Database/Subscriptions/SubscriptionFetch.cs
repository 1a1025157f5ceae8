using BerryAIGen.Database.Downloads;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Begins the downloads of versions that are followed, by the way of every download, within the limits of each subscription.</summary>
public sealed partial class SubscriptionFetch(
    LibraryDatabase database,
    BerryLibrary library,
    Func<DownloadOrders> orders,
    TimeProvider time
)
{
    public const string EarlyAccess = "early_access";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly string[] Over = [DownloadStatus.Completed, DownloadStatus.Failed, DownloadStatus.Cancelled];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Begins one, or says why not.</summary>
    /// <exception cref="LibraryException">The source or the database did not answer; nothing was decided.</exception>
    public async Task<FetchOutcome> BeginAsync(
        SubscriptionRow subscription,
        SubscriptionVersionRow version,
        CancellationToken cancellationToken
    )
    {
        var now = version.EarlyAccess ? await AskEarlyAsync(version, cancellationToken) : null;
        if (now is { State: not FoundState.Wanted })
            return now;
        return await DecideAsync(subscription, version, cancellationToken) with { Now = now?.Now };
    }

    private async Task<FetchOutcome> DecideAsync(
        SubscriptionRow subscription,
        SubscriptionVersionRow version,
        CancellationToken cancellationToken
    )
    {
        if (await IsHereAsync(version, cancellationToken))
            return new FetchOutcome(FoundState.Here);
        var limits = new FetchLimits(
            subscription.MostVersionBytes,
            subscription.MostDayBytes,
            subscription.LeastFreeBytes
        );
        var (ofToday, pending) = await ReadLoadAsync(subscription.Id, cancellationToken);
        // Before the source is asked for its files: what is known to be too large needs no question.
        if (limits.Check(version.SizeBytes, ofToday, pending, path: null) is { } tooLarge)
            return new FetchOutcome(FoundState.Waiting, tooLarge.Code, tooLarge.Reason);
        return await OrderAsync(subscription, version, limits, cancellationToken);
    }

    /// <summary>Writes an outcome into its row.</summary>
    internal static void Apply(SubscriptionVersionRow row, FetchOutcome outcome, DateTime now)
    {
        if (outcome.Now is { } said)
            SubscriptionNews.Describe(row, said);
        (row.State, row.ReasonCode, row.Reason) = (outcome.State, outcome.Code, outcome.Reason);
        if (outcome.TaskId is { } task)
            (row.TaskId, row.OrderedAt) = (task, now);
    }

    // Still wanted when everybody can have it by now.
    private async Task<FetchOutcome> AskEarlyAsync(SubscriptionVersionRow version, CancellationToken cancellationToken)
    {
        FollowedVersion? now = null;
        if (version.EarlyAccessEnds is not { } ends || ends <= Now)
        {
            now = await library.News.FindAsync(version.ModelId, version.VersionId, cancellationToken);
            if (now is null)
                return new FetchOutcome(FoundState.Failed, "gone", "its source has it no more");
            SubscriptionNews.Describe(version, now);
        }

        return version.EarlyAccess
            ? new FetchOutcome(
                FoundState.Waiting,
                EarlyAccess,
                $"it is in early access{(version.EarlyAccessEnds is { } end ? $" until {end:yyyy-MM-dd HH:mm} UTC" : "")}"
            )
            {
                Now = now,
            }
            : new FetchOutcome(FoundState.Wanted) { Now = now };
    }

    private async Task<FetchOutcome> OrderAsync(
        SubscriptionRow subscription,
        SubscriptionVersionRow version,
        FetchLimits limits,
        CancellationToken cancellationToken
    )
    {
        var order = OrderOf(subscription, version);
        try
        {
            var items = await orders().PlanAsync(order, cancellationToken);
            if (items.FirstOrDefault(item => item.Failure is not null) is { Failure: { } failure })
                return FetchOutcome.Of(failure);
            if (items.All(item => item.State is DownloadState.AlreadyPresent or DownloadState.Skipped))
                return new FetchOutcome(FoundState.Here);
            // Now the exact size is known, and where it will be.
            var size = items.All(item => item.SizeBytes is not null) ? items.Sum(item => item.SizeBytes) : null;
            var path = items.Select(item => item.Path).FirstOrDefault(one => one is not null);
            var (ofToday, pending) = await ReadLoadAsync(subscription.Id, cancellationToken);
            if (limits.Check(size ?? version.SizeBytes, ofToday, pending, path) is { } held)
                return new FetchOutcome(FoundState.Waiting, held.Code, held.Reason);
            return OutcomeOf(await orders().StartAsync(order, acceptsPresent: true, cancellationToken));
        }
        catch (LibraryException problem)
        {
            return FetchOutcome.Of(problem.Failure);
        }
    }

    // What was begun for this one and is over already is no file that was here: how it ended is settled with the order.
    private static FetchOutcome OutcomeOf(DownloadTask task) =>
        task is { Status: DownloadStatus.Completed, IsNew: false }
            ? new FetchOutcome(FoundState.Here)
            : new FetchOutcome(FoundState.Fetching, TaskId: task.TaskId);

    private static DownloadOrder OrderOf(SubscriptionRow subscription, SubscriptionVersionRow version) =>
        SubscriptionJson.ReadTarget(subscription.Target).OrderOf($"{version.ModelId}@{version.VersionId}");

    private async Task<bool> IsHereAsync(SubscriptionVersionRow version, CancellationToken cancellationToken)
    {
        if (version.Sha256 is not { } hash)
            return false;
        await using var context = database.CreateContext();
        return await context.Registry.AnyAsync(
            row => row.Sha256 == hash && row.LocalPath != null && row.Status == Models.ModelStatus.Local,
            cancellationToken
        );
    }

    // What this subscription ordered within a day, and what all downloads still have to write.
    private async Task<(long OfToday, long Pending)> ReadLoadAsync(string id, CancellationToken cancellationToken)
    {
        var since = Now - Day;
        await using var context = database.CreateContext();
        var ofToday = await context
            .SubscriptionVersions.Where(row => row.SubscriptionId == id && row.OrderedAt > since)
            .SumAsync(row => row.SizeBytes ?? 0, cancellationToken);
        var pending = await context
            .DownloadTasks.Where(task => !Over.Contains(task.Status))
            .Where(task => task.TotalSize > task.DownloadedSize)
            .SumAsync(task => task.TotalSize!.Value - task.DownloadedSize, cancellationToken);
        return (ofToday, pending);
    }
}
