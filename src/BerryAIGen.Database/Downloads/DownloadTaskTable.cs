using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Downloads;

internal sealed class DownloadTaskTable : IEntityTypeConfiguration<DownloadTaskRow>
{
    public void Configure(EntityTypeBuilder<DownloadTaskRow> builder)
    {
        builder.ToTable("download_tasks").HasKey(row => row.TaskId);
        builder.Property(row => row.Status).HasDefaultValue(DownloadStatus.Pending);
        builder.Property(row => row.Progress).HasDefaultValue(0.0);
        builder.Property(row => row.CreatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
        builder.Property(row => row.UpdatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
        builder.Property(row => row.Error).IsJsonText();
        builder.Property(row => row.Files).HasDefaultValue("[]").IsJsonText();
        builder.Property(row => row.Parts).HasDefaultValue("[]").IsJsonText();
        builder.Property(row => row.Reference).HasDefaultValue("");
        builder.HasIndex(row => new { row.ModelId, row.Status });
        // Two who ask for one model at once share one task, whichever server each of them asked.
        builder
            .HasIndex(row => row.ModelId, "ix_download_tasks_active")
            .IsUnique()
            .HasFilter("status NOT IN ('completed', 'failed', 'cancelled')");
        builder.HasIndex(row => new { row.Status, row.CreatedAt });
    }
}
