using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Writes into what was found how its download ended, together with that end.</summary>
public sealed class SubscriptionFollower(TimeProvider time) : IJobFollower
{
    public async Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        if (job.Kind != DownloadKind.KindName || OutcomeOf(job) is not { } outcome)
            return;
        if (outcome.Code == FetchLimits.Disk)
            await LockAsync(context, job.Id, cancellationToken);
        await context
            .SubscriptionVersions.Where(row => row.TaskId == job.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, outcome.State)
                        .SetProperty(row => row.ReasonCode, outcome.Code)
                        .SetProperty(row => row.Reason, outcome.Reason),
                cancellationToken
            );
        if (outcome.Code == FetchLimits.Disk)
            await StopAsync(context, job.Id, outcome.Reason!, cancellationToken);
    }

    // Before its versions, as checks do it.
    private static Task<int> LockAsync(LibraryContext context, string taskId, CancellationToken cancellationToken) =>
        context
            .Subscriptions.Where(row =>
                context.SubscriptionVersions.Any(found => found.SubscriptionId == row.Id && found.TaskId == taskId)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, row => row.State), cancellationToken);

    // A full disk is told when it is full, and not at the next check.
    private async Task StopAsync(
        LibraryContext context,
        string taskId,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var stopped = await context
            .Subscriptions.Where(row =>
                row.Policy == SubscriptionPolicy.Fetch && row.State != SubscriptionState.Stopped
            )
            .Where(row =>
                context.SubscriptionVersions.Any(found => found.SubscriptionId == row.Id && found.TaskId == taskId)
            )
            .ToListAsync(cancellationToken);
        if (stopped.Count == 0)
            return;
        foreach (var row in stopped)
            (row.State, row.Reason) = (SubscriptionState.Stopped, reason);
        await context.SaveChangesAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await Notifications.AddAsync(
            context,
            [.. stopped.Select(row => SubscriptionNews.Note(row, row.State, reason, now))],
            cancellationToken
        );
    }

    /// <summary>What of a subscription's downloads ended without anybody being there to write it: it was quicker than its order.</summary>
    internal static async Task SettleAsync(LibraryContext context, string id, CancellationToken cancellationToken)
    {
        var open = await context
            .SubscriptionVersions.Where(row => row.SubscriptionId == id && row.State == FoundState.Fetching)
            .ToListAsync(cancellationToken);
        var tasks = open.Select(row => row.TaskId).ToArray();
        var jobs = await context
            .Jobs.AsNoTracking()
            .Where(job => tasks.Contains(job.Id))
            .ToDictionaryAsync(job => job.Id, cancellationToken);
        foreach (var row in open)
        {
            // One that nobody remembers was over long ago; whether it is here is looked at anew.
            var outcome = jobs.TryGetValue(row.TaskId ?? "", out var job)
                ? OutcomeOf(job)
                : new FetchOutcome(FoundState.Wanted);
            if (outcome is not null)
                SubscriptionFetch.Apply(row, outcome, row.OrderedAt ?? row.FoundAt);
        }
    }

    private static FetchOutcome? OutcomeOf(JobRow job) =>
        job.State switch
        {
            JobState.Completed => new FetchOutcome(FoundState.Fetched),
            JobState.Queued or JobState.Running => new FetchOutcome(FoundState.Fetching),
            JobState.Cancelled => new FetchOutcome(FoundState.Failed, "cancelled", "its download was cancelled"),
            JobState.Failed => FetchOutcome.Of(FailureOf(JobErrors.Read(job.Error))),
            _ => null,
        };

    private static Failure FailureOf(ErrorBody? error) =>
        error is null
            ? new Failure(FailureCode.Failed, "its download failed")
            : new Failure(
                Enum.GetValues<FailureCode>().FirstOrDefault(code => SnakeCase.Of(code.ToString()) == error.Code),
                error.Message,
                error.Retryable
            );
}
