namespace BerryAIGen.Toolkit.Hosting;

/// <summary>For what runs beside the requests: nothing of it comes before the server has started and its tables are there.</summary>
internal static class Started
{
    public static async Task WaitAsync(this IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
