using BerryAIGen.Database.Access;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Database.Settings;
using BerryAIGen.Database.Site;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Database.Versions;
using BerryAIGen.Database.Webhooks;
using BerryAIGen.Database.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BerryAIGen.Database;

/// <summary>The tables of the library; one derived class per database, because each has migrations of its own.</summary>
public abstract class LibraryContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<ModelRow> Registry => Set<ModelRow>();

    public DbSet<SourceModelRow> SourceModels => Set<SourceModelRow>();

    public DbSet<ModelVersionRow> ModelVersions => Set<ModelVersionRow>();

    public DbSet<ModelFileRow> ModelFiles => Set<ModelFileRow>();

    public DbSet<SiteRecordRow> SiteRecords => Set<SiteRecordRow>();

    public DbSet<ModelEventRow> ModelEvents => Set<ModelEventRow>();

    public DbSet<DownloadTaskRow> DownloadTasks => Set<DownloadTaskRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<JobLogRow> JobLog => Set<JobLogRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<AccessKeyRow> AccessKeys => Set<AccessKeyRow>();

    public DbSet<AccessSessionRow> AccessSessions => Set<AccessSessionRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<ModelUpdateRow> ModelUpdates => Set<ModelUpdateRow>();

    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();

    public DbSet<PictureFolderRow> PictureFolders => Set<PictureFolderRow>();

    public DbSet<PictureRow> Pictures => Set<PictureRow>();

    public DbSet<PictureModelRow> PictureModels => Set<PictureModelRow>();

    public DbSet<PictureLinkRow> PictureLinks => Set<PictureLinkRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<WebhookDeliveryRow> WebhookDeliveries => Set<WebhookDeliveryRow>();

    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();

    public DbSet<SubscriptionVersionRow> SubscriptionVersions => Set<SubscriptionVersionRow>();

    public DbSet<GenerationRow> Generations => Set<GenerationRow>();

    public DbSet<GenerationOutputRow> GenerationOutputs => Set<GenerationOutputRow>();

    public DbSet<GenerationTagRow> GenerationTags => Set<GenerationTagRow>();

    public DbSet<GenerationCallbackRow> GenerationCallbacks => Set<GenerationCallbackRow>();
    public DbSet<EcosystemCheckpointRow> EcosystemCheckpoints => Set<EcosystemCheckpointRow>();

    public DbSet<GenerationBaseModelRow> GenerationBaseModels => Set<GenerationBaseModelRow>();

    public DbSet<GenerationCoverageRow> GenerationCoverage => Set<GenerationCoverageRow>();

    public DbSet<GateRow> Gates => Set<GateRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<WorkflowRow> Workflows => Set<WorkflowRow>();

    public DbSet<WorkflowTagRow> WorkflowTags => Set<WorkflowTagRow>();

    public DbSet<WorkflowStepRow> WorkflowSteps => Set<WorkflowStepRow>();

    public DbSet<CallbackRow> WorkflowCallbacks => Set<CallbackRow>();

    public DbSet<BlobRow> Blobs => Set<BlobRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcTime>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LibraryContext).Assembly);
        SnakeCase.Apply(modelBuilder);
    }

    // SQLite gives times back without saying that they are UTC.
    private sealed class UtcTime()
        : ValueConverter<DateTime, DateTime>(
            time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            time => DateTime.SpecifyKind(time, DateTimeKind.Utc)
        );
}
