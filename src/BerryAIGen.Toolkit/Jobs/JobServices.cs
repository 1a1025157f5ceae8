using System.Runtime.CompilerServices;
using BerryAIGen.Database;
using BerryAIGen.Database.Conversion;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>Durable jobs: in the library's own database, of one server with SQLite, of as many as share it with PostgreSQL.</summary>
internal static class JobServices
{
    // Others run one at a time per group: what they wait for is the disk.
    private const int OtherJobs = 14;

    public static IServiceCollection AddJobs(
        this IServiceCollection services,
        LibraryDatabase database,
        ToolkitOptions options,
        int parallelGenerations
    )
    {
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobKinds>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<IJobEngine, QuartzJobEngine>();
        services.AddSingleton<ConvertKind>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<ConvertKind>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "berryaigen";
                scheduler.InstanceId = JobNode.Current.Name;
                // A server that stops hands its jobs over instead of waiting for them.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            // As many downloads as a person may ever want at once.
            quartz.UseDefaultThreadPool(TransferLimits.ParallelFiles + parallelGenerations + OtherJobs);
            quartz.UseExecutionLimits(limits =>
                DownloadSlots.Set(limits, options.DownloadsAtOnce, parallelGenerations)
            );
            quartz.UsePersistentStore(store => UseDatabase(store, database));
        });
        services.AddSingleton(all => new DownloadSlots(
            options,
            parallelGenerations,
            all.GetRequiredService<ISchedulerFactory>()
        ));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<JobSweep>();
        services.AddHostedService<JobCleaning>();
        services.AddSingleton<CheckTurns>();
        services.AddHostedService<CheckRounds>();
        return services;
    }

    private static void UseDatabase(IPersistentStoreBuilder store, LibraryDatabase database)
    {
        store.UseSystemTextJsonSerializer();
        store.ConfigureStore(options =>
        {
            options.SchemaProvisioning = SchemaProvisioning.CreateIfMissing;
            options.RecoverFiringsCancelledByShutdown = true;
        });
        if (database.IsPostgreSql)
            UseShared(store, database);
        else
            store.UseSqlite(SqliteFactory.Instance, database.ConnectionString);
    }

    // Apart, so that who keeps the library in a file never loads the driver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseShared(IPersistentStoreBuilder store, LibraryDatabase database)
    {
        store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
        });
    }
}
