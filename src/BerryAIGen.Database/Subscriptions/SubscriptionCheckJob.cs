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
        var known = await ReadKnownAsync(row.Id, cancellationToken);
        var look = await library.News.LookAsync(SubscriptionJson.ThingOf(row), known.Contains, cancellationToken);
        if (look.GoneBecause is { } gone)
        {
            await StateAsync(run, row.Id, SubscriptionState.Gone, gone, cancellationToken);
            return new SubscriptionCheckResult(1, 0, 0, 0, 1, 0);
        }

        var found = 0;
        await run.WriteAsync(
            async (context, stop) => found = await WriteAsync(context, row, look, known, stop),
            cancellationToken
        );
        var (fetching, waiting) =
            row.Policy == SubscriptionPolicy.Fetch ? await FetchAsync(run, row, cancellationToken) : (0, 0);
        await SettleAsync(run, row, cancellationToken);
        return new SubscriptionCheckResult(1, found, fetching, waiting, 0, 0);
    }

    private async Task<HashSet<int>> ReadKnownAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return
        [
            .. await context
                .SubscriptionVersions.Where(row => row.SubscriptionId == id)
                .Select(row => row.VersionId)
                .ToListAsync(cancellationToken),
        ];
    }

    private async Task<int> WriteAsync(
        LibraryContext context,
        SubscriptionRow row,
        FollowedLook look,
        HashSet<int> known,
        CancellationToken cancellationToken
    )
    {
        var now = Now;
        // It was deleted meanwhile.
        if (await context.Subscriptions.FirstOrDefaultAsync(one => one.Id == row.Id, cancellationToken) is not { } own)
            return 0;
        var unseen = look.Versions.Where(version => !known.Contains(version.VersionId)).ToArray();
        context.SubscriptionVersions.AddRange(unseen.Select(version => SubscriptionNews.RowOf(row, version, now)));
        if (row.CheckedAt is null)
            own.Baseline = SubscriptionNews.BaselineOf(look, now);
        own.CheckedAt = now;
        await context.SaveChangesAsync(cancellationToken);
        NotificationRow[] news =
        [
            .. unseen
                .Where(version => SubscriptionNews.IsNew(row, version))
                .Select(version => SubscriptionNews.Note(row, version, now)),
        ];
        await Notifications.AddAsync(context, news, cancellationToken);
        return news.Length;
    }

    private async Task<(int Fetching, int Waiting)> FetchAsync(
        JobRun run,
        SubscriptionRow row,
        CancellationToken cancellationToken
    )
    {
        await run.WriteAsync(
            (context, stop) => SubscriptionFollower.SettleAsync(context, row.Id, stop),
            cancellationToken
        );
        List<SubscriptionVersionRow> wanted;
        await using (var context = database.CreateContext())
            wanted = await context
                .SubscriptionVersions.AsNoTracking()
                .Where(one => one.SubscriptionId == row.Id)
                .Where(one => one.State == FoundState.Wanted || one.State == FoundState.Waiting)
                .OrderBy(one => one.PublishedAt)
                .ThenBy(one => one.VersionId)
                .ToListAsync(cancellationToken);
        var (fetching, waiting) = (0, 0);
        foreach (var version in wanted)
        {
            var outcome = await fetch.BeginAsync(row, version, cancellationToken);
            await run.WriteAsync(
                async (context, stop) =>
                {
                    SubscriptionFetch.Apply(version, outcome, Now);
                    // It may have been deleted meanwhile, with its subscription.
                    var own = await context.SubscriptionVersions.FirstOrDefaultAsync(
                        one => one.SubscriptionId == row.Id && one.VersionId == version.VersionId,
                        stop
                    );
                    if (own is not null)
                        context.Entry(own).CurrentValues.SetValues(version);
                },
                cancellationToken
            );
            fetching += outcome.State == FoundState.Fetching ? 1 : 0;
            waiting += outcome.State == FoundState.Waiting ? 1 : 0;
            if (outcome.Reason is { } reason)
                await run.LogAsync(
                    $"{row.Name}: version {version.VersionId} ({version.ModelName}) is {outcome.State}: {reason}.",
                    outcome.State == FoundState.Waiting ? "info" : "warning",
                    cancellationToken
                );
        }

        return (fetching, waiting);
    }

    // How the subscription stands after all, once what was quicker than its order is settled.
    private Task SettleAsync(JobRun run, SubscriptionRow row, CancellationToken cancellationToken) =>
        run.WriteAsync(
            async (context, stop) =>
            {
                // Whoever deletes it locks it before its versions, and so it is here.
                await context
                    .Subscriptions.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, one => one.State), stop);
                await SubscriptionFollower.SettleAsync(context, row.Id, stop);
                await context.SaveChangesAsync(stop);
                var held = await context
                    .SubscriptionVersions.Where(one => one.SubscriptionId == row.Id)
                    .Where(one => one.State == FoundState.Waiting && Limits.Contains(one.ReasonCode))
                    .OrderBy(one => one.PublishedAt)
                    .ThenBy(one => one.VersionId)
                    .FirstOrDefaultAsync(stop);
                var isStopped = held is not null && row.Policy == SubscriptionPolicy.Fetch;
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
