using System.Text.Json;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;
using BerryAIGen.Library.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>
/// Looks for new versions of what people follow, as a job: each is told once, and fetched where the subscription says so.
/// What fails costs its own subscription the answer and no other.
/// </summary>
public sealed class SubscriptionCheckJob(
    LibraryDatabase database,
    BerryLibrary library,
    SubscriptionFetch fetch,
    TimeProvider time
) : IJobKind
{
    public const string KindName = "subscription_check";

    private readonly WantedVersions orders = new(database, fetch, time);

    private static readonly string[] Limits = [FetchLimits.Size, FetchLimits.Day, FetchLimits.Disk];

    public string Name => KindName;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize(run.Payload, SubscriptionTypes.Default.SubscriptionCheckOrder)!;
        var rows = await ReadAsync(order, cancellationToken);
        var result = new SubscriptionCheckResult(0, 0, 0, 0, 0, 0);
        Failure? last = null;
        foreach (var row in rows)
        {
            try
            {
                var one = await CheckAsync(run, row, cancellationToken);
                result = new SubscriptionCheckResult(
                    result.Checked + 1,
                    result.Found + one.Found,
                    result.Fetching + one.Fetching,
                    result.Waiting + one.Waiting,
                    result.Gone + one.Gone,
                    result.Failed
                );
            }
            catch (LibraryException problem)
            {
                last = problem.Failure;
                result = result with { Checked = result.Checked + 1, Failed = result.Failed + 1 };
                await run.LogAsync($"{row.Name}: {last.Message}", "warning", cancellationToken);
                await StateAsync(run, row.Id, SubscriptionState.Failed, last.Message.TrimEnd('.'), cancellationToken);
            }

            run.Report(result.Checked / (double)rows.Count);
        }

        // A source that is down for every one is a failure, and not a check without news.
        if (last is not null && result.Failed == result.Checked)
            throw new LibraryException(last);
        return JsonSerializer.Serialize(result, SubscriptionTypes.Default.SubscriptionCheckResult);
    }

    private async Task<IReadOnlyList<SubscriptionRow>> ReadAsync(
        SubscriptionCheckOrder order,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context.Subscriptions.AsNoTracking();
        // Who names one wants it looked at, enabled or not.
        rows = order.Ids.Count > 0 ? rows.Where(row => order.Ids.Contains(row.Id)) : rows.Where(row => row.Enabled);
        return await rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    private async Task<SubscriptionCheckResult> CheckAsync(
        JobRun run,
        SubscriptionRow row,
        CancellationToken cancellationToken
    )
    {
        HashSet<int> known;
        await using (var context = database.CreateContext())
            known = await ReadKnownAsync(context, row.Id, cancellationToken);
        var look = await library.News.LookAsync(SubscriptionJson.ThingOf(row), known.Contains, cancellationToken);
        if (look.GoneBecause is { } gone)
        {
            await StateAsync(run, row.Id, SubscriptionState.Gone, gone, cancellationToken);
            return new SubscriptionCheckResult(1, 0, 0, 0, 1, 0);
        }

        var found = 0;
        await run.WriteAsync(
            async (context, stop) => found = await WriteAsync(context, row, look, stop),
            cancellationToken
        );
        var (fetching, waiting) = await orders.BeginAsync(run, row, cancellationToken);
        await SettleAsync(run, row, cancellationToken);
        return new SubscriptionCheckResult(1, found, fetching, waiting, 0, 0);
    }

    private async Task<int> WriteAsync(
        LibraryContext context,
        SubscriptionRow row,
        FollowedLook look,
        CancellationToken cancellationToken
    )
    {
        // One that was deleted meanwhile hears of nothing, and one that asks for other things is looked at anew.
        if (
            await LockedSubscription.FindAsync(context, row.Id, cancellationToken) is not { } own
            || !SubscriptionJson.AsksAs(own, row)
        )
            return 0;
        var now = Now;
        // Another check may have seen them since this one asked.
        var known = await ReadKnownAsync(context, row.Id, cancellationToken);
        var unseen = look.Versions.Where(version => !known.Contains(version.VersionId)).ToArray();
        context.SubscriptionVersions.AddRange(unseen.Select(version => SubscriptionNews.RowOf(own, version, now)));
        NotificationRow[] news =
        [
            .. unseen
                .Where(version => SubscriptionNews.IsNew(own, version))
                .Select(version => SubscriptionNews.Note(own, version, now)),
        ];
        // After its versions: the first check is the one without a time before.
        if (own.CheckedAt is null)
            own.Baseline = SubscriptionNews.BaselineOf(look, now);
        own.CheckedAt = now;
        await context.SaveChangesAsync(cancellationToken);
        await Notifications.AddAsync(context, news, cancellationToken);
        return news.Length;
    }

    private static async Task<HashSet<int>> ReadKnownAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        [
            .. await context
                .SubscriptionVersions.Where(row => row.SubscriptionId == id)
                .Select(row => row.VersionId)
                .ToListAsync(cancellationToken),
        ];

    // How the subscription stands after all, once what was quicker than its order is settled.
    private Task SettleAsync(JobRun run, SubscriptionRow row, CancellationToken cancellationToken) =>
        run.WriteAsync(
            async (context, stop) =>
            {
                if (await LockedSubscription.FindAsync(context, row.Id, stop) is not { } own)
                    return;
                await SubscriptionFollower.SettleAsync(context, row.Id, stop);
                await context.SaveChangesAsync(stop);
                var held = await context
                    .SubscriptionVersions.Where(one => one.SubscriptionId == row.Id)
                    .Where(one => one.State == FoundState.Waiting && Limits.Contains(one.ReasonCode))
                    .OrderBy(one => one.PublishedAt)
                    .ThenBy(one => one.VersionId)
                    .FirstOrDefaultAsync(stop);
                var isStopped = held is not null && own.Policy == SubscriptionPolicy.Fetch;
                await WriteStateAsync(
                    context,
                    row.Id,
                    isStopped ? SubscriptionState.Stopped : SubscriptionState.Current,
                    isStopped ? $"{held!.ModelName} {held.VersionName}: {held.Reason}" : null,
                    stop
                );
            },
            cancellationToken
        );

    private Task StateAsync(JobRun run, string id, string state, string reason, CancellationToken cancellationToken) =>
        run.WriteAsync((context, stop) => WriteStateAsync(context, id, state, reason, stop), cancellationToken);

    // Told when it comes to it, and not again at each check.
    private async Task WriteStateAsync(
        LibraryContext context,
        string id,
        string state,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (await context.Subscriptions.FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } row)
            return;
        var isNews = row.State != state && state is (SubscriptionState.Stopped or SubscriptionState.Gone);
        (row.State, row.Reason) = (state, reason);
        await context.SaveChangesAsync(cancellationToken);
        if (isNews)
            await Notifications.AddAsync(context, [SubscriptionNews.Note(row, state, reason!, Now)], cancellationToken);
    }
}
