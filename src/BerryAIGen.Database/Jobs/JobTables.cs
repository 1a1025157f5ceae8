using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Jobs;

internal sealed class JobTable : IEntityTypeConfiguration<JobRow>
{
    public void Configure(EntityTypeBuilder<JobRow> builder)
    {
        builder.ToTable("jobs").HasKey(row => row.Id);
        builder.Property(row => row.Payload).IsJsonText();
        builder.Property(row => row.Place).IsJsonText();
        builder.Property(row => row.Result).IsJsonText();
        builder.Property(row => row.Error).IsJsonText();
        builder.HasIndex(row => new
        {
            row.State,
            row.Kind,
            row.CreatedAt,
        });
    }
}

internal sealed class JobLogTable : IEntityTypeConfiguration<JobLogRow>
{
    public void Configure(EntityTypeBuilder<JobLogRow> builder)
    {
        builder.ToTable("job_log").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.JobId, row.Id });
        builder.HasOne<JobRow>().WithMany().HasForeignKey(row => row.JobId);
    }
}
