using System.Globalization;
using BerryAIGen.Database.Settings;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Jobs;

/// <summary>Has checks done now and then by themselves: of several servers of a database one begins each.</summary>
public sealed class CheckTurns(LibraryDatabase database, IJobEngine engine, TimeProvider time)
{
    // Up to a tenth later, so that not everybody asks the sources at the same hour.
    private const double Jitter = 0.1;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Begins a check when its time has come, nobody else did, and none is under way.</summary>
    /// <param name="kind">The job's.</param>
    /// <param name="hours">How many hours lie between two.</param>
    /// <param name="payload">What it needs to run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job; null when there was nothing to begin.</returns>
    public async Task<JobRow?> TryBeginAsync(
        string kind,
        int hours,
        string payload,
        CancellationToken cancellationToken
    )
    {
        SettingRow? before;
        await using (var context = database.CreateContext())
        {
            before = await context
                .Settings.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Key == KeyOf(kind), cancellationToken);
            if (before is not null && Now < before.UpdatedAt + (TimeSpan.FromHours(hours) * (1 + PartOf(before))))
                return null;
            // One that a person paused waits for that person, and holds up no other.
            string[] going = [JobState.Queued, JobState.Running];
            if (await context.Jobs.AnyAsync(job => job.Kind == kind && going.Contains(job.State), cancellationToken))
                return null;
        }

        try
        {
            return await engine.EnqueueAsync(
                kind,
                payload,
                (context, _) => TakeAsync(context, kind, before, cancellationToken),
                cancellationToken
            );
        }
        catch (TakenException)
        {
            return null;
        }
        catch (DbUpdateException) when (before is null)
        {
            // Somebody else wrote the first row in the same moment.
            return null;
        }
    }

    private async Task TakeAsync(
        LibraryContext context,
        string kind,
        SettingRow? before,
        CancellationToken cancellationToken
    )
    {
        var (now, value) = (Now, (Random.Shared.NextDouble() * Jitter).ToString(CultureInfo.InvariantCulture));
        if (before is null)
        {
            context.Settings.Add(
                new SettingRow
                {
                    Key = KeyOf(kind),
                    Value = value,
                    UpdatedAt = now,
                }
            );
            return;
        }

        var taken = await context
            .Settings.Where(row => row.Key == before.Key && row.UpdatedAt == before.UpdatedAt)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Value, value).SetProperty(row => row.UpdatedAt, now),
                cancellationToken
            );
        if (taken == 0)
            throw new TakenException();
    }

    private static string KeyOf(string kind) => $"turn/{kind}";

    private static double PartOf(SettingRow row) =>
        double.TryParse(row.Value, CultureInfo.InvariantCulture, out var part) ? Math.Clamp(part, 0, Jitter) : 0;

    // Takes the job back that was about to be written.
    private sealed class TakenException() : Exception("Another server began this check.");
}
