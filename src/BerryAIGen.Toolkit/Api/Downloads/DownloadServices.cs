using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BerryAIGen.Toolkit.Api.Downloads;

internal static class DownloadServices
{
    public static IServiceCollection AddDownloads(this IServiceCollection services, DownloadLimits limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<DownloadPlaces>();
        services.AddSingleton<DownloadTasks>();
        services.TryAddSingleton<ModelRegistry>();
        services.TryAddSingleton<RegistryIndex>();
        services.AddSingleton<DownloadArrivals>();
        services.AddSingleton<DownloadOrders>();
        services.AddSingleton<DownloadControl>();
        services.AddSingleton<DownloadMoves>();
        services.AddSingleton<DownloadRetention>();
        services.AddSingleton<IJobKind, DownloadKind>();
        services.AddSingleton<IJobFollower, DownloadFollower>();
        return services;
    }
}
