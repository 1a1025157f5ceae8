using System.Text.Json;
using BerryAIGen.Database.Jobs;
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

    private readonly SubscriptionLooks looks = new(database, library, time);
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
        var done = 0;
        foreach (var row in rows)
        {
            try
            {
                var one = await CheckAsync(run, row, cancellationToken);
                result = new SubscriptionCheckResult(
                    result.Checked + one.Checked,
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
                await FailAsync(run, row.Id, last.Message.TrimEnd('.'), cancellationToken);
            }

            run.Report(++done / (double)rows.Count);
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
        if (await looks.LookAsync(run, row, cancellationToken) is not { } look)
        {
            await run.LogAsync(
                $"{row.Name}: its filters were changed each time while its source answered; the next check looks.",
                "info",
                cancellationToken
            );
            return new SubscriptionCheckResult(0, 0, 0, 0, 0, 0);
        }

        if (look.IsGone)
            return new SubscriptionCheckResult(1, 0, 0, 0, 1, 0);
        var (fetching, waiting) = await orders.BeginAsync(run, row, cancellationToken);
        await SettleAsync(run, row, cancellationToken);
        return new SubscriptionCheckResult(1, look.Found, fetching, waiting, 0, 0);
    }

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
                await SubscriptionStanding.WriteAsync(
                    context,
                    own,
                    isStopped ? SubscriptionState.Stopped : SubscriptionState.Current,
                    isStopped ? $"{held!.ModelName} {held.VersionName}: {held.Reason}" : null,
                    Now,
                    stop
                );
            },
            cancellationToken
        );

    private Task FailAsync(JobRun run, string id, string reason, CancellationToken cancellationToken) =>
        run.WriteAsync(
            async (context, stop) =>
            {
                if (await LockedSubscription.FindAsync(context, id, stop) is { } own)
                    await SubscriptionStanding.WriteAsync(context, own, SubscriptionState.Failed, reason, Now, stop);
            },
            cancellationToken
        );
}
