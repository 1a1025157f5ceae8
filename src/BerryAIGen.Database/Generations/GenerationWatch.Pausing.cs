using System.Globalization;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

// What an orchestrator wants later.
public sealed partial class GenerationWatch
{
    // Shorter pauses the client makes by itself, and who makes one after the other learns more from the refusal.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Asks again when the orchestrator wants that much later, and says meanwhile until when it waits; no longer than
    /// anybody waits.
    /// </summary>
    /// <exception cref="LibraryException">It was refused, or nobody answered.</exception>
    internal async Task<T> AskAsync<T>(
        JobRun run,
        GenerationRow row,
        Func<Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (LibraryException busy)
                when (PauseOf(busy.Failure) is { } pause
                    && time.GetElapsedTime(began) + pause <= options.Patience
                    && !cancellationToken.IsCancellationRequested
                )
            {
                await TellAsync(run, row, pause, cancellationToken);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private static TimeSpan? PauseOf(Failure failure) =>
        failure.Details.TryGetValue("retry_after_seconds", out var text)
        && double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= Long.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private async Task TellAsync(JobRun run, GenerationRow row, TimeSpan pause, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        (row.State, row.WaitsUntil, row.UpdatedAt) = (JobState.Running, now + pause, now);
        await run.WriteAsync(
            async (context, stop) =>
            {
                await context
                    .Generations.Where(one => one.Id == row.Id)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.WaitsUntil, row.WaitsUntil)
                                .SetProperty(one => one.UpdatedAt, row.UpdatedAt),
                        stop
                    );
                await EventLog.AddAsync(context, GenerationEvents.Of(row, GenerationEvents.Progress), stop);
            },
            cancellationToken
        );
        await run.LogAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{orchestrator.Address.Host} wants to be asked later; it is asked again at {row.WaitsUntil:yyyy-MM-dd HH:mm:ss} UTC."
            ),
            "warning",
            cancellationToken
        );
    }
}
