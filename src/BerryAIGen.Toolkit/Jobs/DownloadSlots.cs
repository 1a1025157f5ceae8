using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Generations;
using BerryAIGen.Toolkit.Hosting;
using Quartz;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>Has as many downloads run at once as the settings say, also when they say another number while the server runs.</summary>
/// <param name="options">Which number counts.</param>
/// <param name="parallelGenerations">How many generations run at once.</param>
/// <param name="schedulers">Give the turns.</param>
internal sealed class DownloadSlots(ToolkitOptions options, int parallelGenerations, ISchedulerFactory schedulers)
{
    private int _inForce = options.DownloadsAtOnce;

    /// <summary>How many jobs of each kind run at once.</summary>
    public static void Set(ExecutionLimitsBuilder limits, int downloads, int generations) =>
        limits
            .ForGroup(DownloadKind.KindName, downloads)
            .ForGroup(GenerationKind.KindName, generations)
            .ForOtherGroups(1);

    /// <summary>Takes the number of this moment; those that run already run on.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var downloads = options.DownloadsAtOnce;
        if (downloads == _inForce)
            return;
        var limits = ExecutionLimitsBuilder.Create();
        Set(limits, downloads, parallelGenerations);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.SetExecutionLimits(limits.Build(), cancellationToken);
        _inForce = downloads;
    }
}
