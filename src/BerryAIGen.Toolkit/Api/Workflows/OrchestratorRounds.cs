using BerryAIGen.Database.Workflows;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>
/// Tells what is to be told, brings on what a server that died left, gives up what no server does, and forgets what ended
/// long ago.
/// </summary>
internal sealed partial class OrchestratorRounds(
    CallbackCourier courier,
    WorkflowFlow flow,
    LostSteps lost,
    WorkflowStore workflows,
    BlobStore blobs,
    TimeProvider time,
    ILogger<OrchestratorRounds> logger
) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Exchange = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Clean = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(
            RepeatAsync(Step, courier.SendAsync, stoppingToken),
            RepeatAsync(Step * 4, AdvanceAsync, stoppingToken),
            RepeatAsync(Exchange, lost.WatchAsync, stoppingToken),
            RepeatAsync(Clean, CleanAsync, stoppingToken)
        );

    private async Task<int> AdvanceAsync(CancellationToken stoppingToken)
    {
        var waiting = await flow.FindWaitingAsync(stoppingToken);
        foreach (var id in waiting)
            await flow.AdvanceAsync(id, stoppingToken);
        return waiting.Count;
    }

    private async Task<int> CleanAsync(CancellationToken stoppingToken) =>
        await workflows.ForgetAsync(stoppingToken) + await blobs.ForgetAsync(stoppingToken);

    private async Task RepeatAsync(
        TimeSpan pause,
        Func<CancellationToken, Task<int>> work,
        CancellationToken stoppingToken
    )
    {
        using var timer = new PeriodicTimer(pause, time);
        do
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The database may be away for a while, or a disk read-only; the next round finds the rest.
                Log.Failed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Workflows cannot be brought on")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
