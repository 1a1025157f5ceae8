using BerryAIGen.Database.Coverage;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

/// <summary>
/// Brings the tables of coverage up at the start, and whenever the library or a file of definitions is another: nobody has
/// to ask first.
/// </summary>
internal sealed partial class CoverageRounds(
    CoverageKeeper keeper,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<CoverageRounds> logger
) : BackgroundService
{
    // One small question and a look at a folder that most people do not have.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private IReadOnlyList<string> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Step, time);
        do
        {
            try
            {
                await keeper.FollowAsync(stoppingToken);
                Tell(keeper.Warnings);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away for a moment; the next look comes.
                Log.Failed(logger, failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Each file that is left out is told once.
    private void Tell(IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings.Except(_told))
            Log.LeftOut(logger, warning);
        _told = warnings;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Warning}")]
        public static partial void LeftOut(ILogger logger, string warning);

        [LoggerMessage(LogLevel.Error, "The tables of coverage could not be brought up to the library")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
