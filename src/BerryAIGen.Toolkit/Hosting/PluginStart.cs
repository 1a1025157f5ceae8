using BerryAIGen.Database.Extending;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Lists what the sources of plug-ins offer, once the server has started.</summary>
internal sealed partial class PluginStart(
    Plugins plugins,
    PluginModels models,
    IHostApplicationLifetime lifetime,
    ILogger<PluginStart> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitAsync(stoppingToken);
        foreach (var warning in plugins.Warnings)
            Log.LeftOut(logger, warning);
        foreach (var problem in await models.OfferAsync(stoppingToken))
            Log.LeftOut(logger, problem);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Warning}")]
        public static partial void LeftOut(ILogger logger, string warning);
    }
}
