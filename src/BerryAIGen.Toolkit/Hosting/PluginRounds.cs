using BerryAIGen.Database.Extending;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Lists what the sources of plug-ins offer, once the server has started and every hour from then on; not while it is offline.</summary>
internal sealed partial class PluginRounds(
    Plugins plugins,
    PluginModels models,
    IHostApplicationLifetime lifetime,
    ToolkitOptions options,
    TimeProvider time,
    ILogger<PluginRounds> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitAsync(stoppingToken);
        foreach (var warning in plugins.Warnings)
            Log.LeftOut(logger, warning);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!options.Library.Network.IsOffline)
            {
                foreach (var problem in await models.OfferAsync(stoppingToken))
                    Log.LeftOut(logger, problem);
            }

            await Task.Delay(options.AskSourcesEvery, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Warning}")]
        public static partial void LeftOut(ILogger logger, string warning);
    }
}
