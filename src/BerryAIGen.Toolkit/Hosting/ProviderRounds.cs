using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Toolkit.Api.Providers;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>
/// Asks the configured providers now and then, so that what they hold is listed, and judges the models beforehand, so that
/// the first question does not wait for it.
/// </summary>
internal sealed partial class ProviderRounds(
    ProviderCatalog providers,
    ProviderWatch watch,
    SuggestionAnswers answers,
    CompatibilityCache compatibility,
    ModelRanks ranks,
    IdleMemory memory,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ProviderRounds> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(ProviderWatch.Fresh, time);
        var isFirst = true;
        do
        {
            try
            {
                providers.Refresh();
                await watch.GetAllAsync(providers.All, stoppingToken);
                foreach (var provider in providers.All)
                    await answers.GetAsync(provider, stoppingToken);
                (await compatibility.GetAsync(stoppingToken)).Prepare();
                await ranks.FindAsync(ModelOrder.Compatibility, stoppingToken);
                // The start is over, and what it and the first judging left behind is nobody's.
                if (isFirst)
                    memory.GiveBack();
                isFirst = false;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The next round may go better; a request tells its own caller.
                Log.RoundFailed(logger, problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A look at the providers failed")]
        public static partial void RoundFailed(ILogger logger, Exception problem);
    }
}
