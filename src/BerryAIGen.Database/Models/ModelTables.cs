using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Models;

internal sealed class ModelTable : IEntityTypeConfiguration<ModelRow>
{
    public void Configure(EntityTypeBuilder<ModelRow> builder)
    {
        builder.ToTable("model_registry").HasKey(row => row.Id);
        builder.Property(row => row.Status).HasDefaultValue(ModelStatus.Available);
        builder.Property(row => row.CreatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
        builder.Property(row => row.UpdatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
        // Who writes the description's own columns alone gets a whole row.
        builder.Property(row => row.Description).HasDefaultValue("");
        builder.Property(row => row.Origin).HasDefaultValue("index");
        builder.Property(row => row.Metadata).HasDefaultValue("{}").IsJsonText();
        builder.Property(row => row.Capabilities).HasDefaultValue("[]").IsJsonArray();
        builder.Property(row => row.UserTags).HasDefaultValue("[]").IsJsonArray();
        builder.Property(row => row.TrainedWords).HasDefaultValue("[]").IsJsonArray();
        builder.Property(row => row.UserFields).HasDefaultValue("{}").IsJsonText();
        builder.HasIndex(row => row.LocalPath).IsUnique();
        builder.HasIndex(row => row.Sha256);
        builder.HasIndex(row => row.VersionGroup);
        // The lists: sorted by name, narrowed by a word; the id makes the order certain.
        builder.HasIndex(row => new { row.Name, row.Id });
        builder.HasIndex(row => new
        {
            row.Status,
            row.Name,
            row.Id,
        });
        builder.HasIndex(row => new
        {
            row.Provider,
            row.Name,
            row.Id,
        });
        builder.HasIndex(row => new
        {
            row.ModelType,
            row.Name,
            row.Id,
        });
        builder.HasIndex(row => new
        {
            row.BaseModel,
            row.Name,
            row.Id,
        });
        builder.HasIndex(row => new { row.Size, row.Id });
        builder.HasIndex(row => new { row.CreatedAt, row.Id });
        builder.HasIndex(row => new { row.UpdatedAt, row.Id });
        builder.HasIndex(row => new { row.DownloadDate, row.Id });
        builder.HasIndex(row => new { row.LastUsed, row.Id });
        builder
            .HasOne(row => row.ModelFile)
            .WithMany()
            .HasForeignKey(row => row.ModelFileId)
            .OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SourceModelTable : IEntityTypeConfiguration<SourceModelRow>
{
    public void Configure(EntityTypeBuilder<SourceModelRow> builder)
    {
        builder.ToTable("models").HasKey(row => row.Id);
        builder.Property(row => row.Body).IsJsonText();
        builder.HasIndex(row => new { row.Source, row.SourceId }).IsUnique();
        builder.HasIndex(row => row.UpdatedAt);
    }
}

internal sealed class ModelVersionTable : IEntityTypeConfiguration<ModelVersionRow>
{
    public void Configure(EntityTypeBuilder<ModelVersionRow> builder)
    {
        builder.ToTable("model_versions").HasKey(row => row.Id);
        builder.Property(row => row.Body).IsJsonText();
        builder.HasOne(row => row.SourceModel).WithMany(row => row.Versions).HasForeignKey(row => row.SourceModelId);
        builder.HasIndex(row => new { row.SourceModelId, row.SourceId }).IsUnique();
        builder.HasIndex(row => row.SourceId);
    }
}

internal sealed class ModelFileTable : IEntityTypeConfiguration<ModelFileRow>
{
    public void Configure(EntityTypeBuilder<ModelFileRow> builder)
    {
        builder.ToTable("model_files").HasKey(row => row.Id);
        builder.Property(row => row.Body).IsJsonText();
        builder.HasOne(row => row.ModelVersion).WithMany(row => row.Files).HasForeignKey(row => row.ModelVersionId);
        builder.HasIndex(row => new { row.ModelVersionId, row.SourceId }).IsUnique();
        builder.HasIndex(row => row.Sha256);
        builder.HasIndex(row => row.AutoV2);
    }
}

internal sealed class ModelEventTable : IEntityTypeConfiguration<ModelEventRow>
{
    public void Configure(EntityTypeBuilder<ModelEventRow> builder)
    {
        builder.ToTable("model_events").HasKey(row => row.Id);
        builder.Property(row => row.Details).IsJsonText();
        builder.HasIndex(row => new { row.ModelId, row.Id });
        builder.HasIndex(row => new { row.Event, row.At });
    }
}
