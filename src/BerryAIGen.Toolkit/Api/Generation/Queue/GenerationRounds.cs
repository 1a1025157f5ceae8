using BerryAIGen.Database.Generations;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>
/// Cancels what withdrawn keys asked for, and has orchestrators told again what they did not hear: at the start, and from
/// time to time.
/// </summary>
internal sealed partial class GenerationRounds(
    GenerationCancels cancels,
    WithdrawnGenerations withdrawn,
    TimeProvider time,
    ILogger<GenerationRounds> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // Longer than a cancel that is under way waits for its end.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        // What the server before this one was about to tell, nobody tells.
        var silence = TimeSpan.Zero;
        do
        {
            try
            {
                await withdrawn.SweepAsync(stoppingToken);
                await cancels.SweepAsync(silence, stoppingToken);
                silence = Silence;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while; the next round finds the rest.
                Log.Failed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Cancelled generations cannot be looked for")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
