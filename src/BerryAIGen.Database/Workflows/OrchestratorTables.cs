using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Workflows;

internal sealed class WorkflowTable : IEntityTypeConfiguration<WorkflowRow>
{
    public void Configure(EntityTypeBuilder<WorkflowRow> builder)
    {
        builder.ToTable("workflows").HasKey(row => row.Id);
        builder.Property(row => row.Tags).IsJsonText();
        builder.Property(row => row.Metadata).IsJsonText();
        builder.Property(row => row.Arguments).IsJsonText();
        builder.Property(row => row.Callbacks).IsJsonText();
        builder.Property(row => row.Others).IsJsonText();
        builder.HasIndex(row => new { row.Owner, row.Id });
        // One action is one workflow, however often it is sent.
        builder.HasIndex(row => new { row.Owner, row.ExternalId }).IsUnique();
        builder.HasIndex(row => new { row.Status, row.CompletedAt });
    }
}

internal sealed class WorkflowTagTable : IEntityTypeConfiguration<WorkflowTagRow>
{
    public void Configure(EntityTypeBuilder<WorkflowTagRow> builder)
    {
        builder.ToTable("workflow_tags").HasKey(row => new { row.WorkflowId, row.Tag });
        builder.HasIndex(row => row.Tag);
        builder.HasOne<WorkflowRow>().WithMany().HasForeignKey(row => row.WorkflowId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WorkflowStepTable : IEntityTypeConfiguration<WorkflowStepRow>
{
    public void Configure(EntityTypeBuilder<WorkflowStepRow> builder)
    {
        builder.ToTable("workflow_steps").HasKey(row => new { row.WorkflowId, row.Position });
        builder.Property(row => row.Metadata).IsJsonText();
        builder.Property(row => row.Input).IsJsonText();
        builder.Property(row => row.Needs).IsJsonText();
        builder.Property(row => row.FormerJobs).IsJsonText();
        builder.Property(row => row.Output).IsJsonText();
        builder.HasIndex(row => row.JobId);
        builder.HasIndex(row => new
        {
            row.Status,
            row.Group,
            row.Priority,
        });
        builder.HasIndex(row => new { row.Type, row.CompletedAt });
        builder.HasOne<WorkflowRow>().WithMany().HasForeignKey(row => row.WorkflowId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BlobTable : IEntityTypeConfiguration<BlobRow>
{
    public void Configure(EntityTypeBuilder<BlobRow> builder)
    {
        builder.ToTable("blobs").HasKey(row => row.Id);
        builder.HasIndex(row => row.Sha256);
        builder.HasIndex(row => row.ExpiresAt);
    }
}

internal sealed class CallbackTable : IEntityTypeConfiguration<CallbackRow>
{
    public void Configure(EntityTypeBuilder<CallbackRow> builder)
    {
        builder.ToTable("workflow_callbacks").HasKey(row => row.Id);
        builder.Property(row => row.Payload).IsJsonText();
        builder.HasIndex(row => row.NextAt);
        builder.HasIndex(row => new { row.WorkflowId, row.Id });
        builder.HasOne<WorkflowRow>().WithMany().HasForeignKey(row => row.WorkflowId).OnDelete(DeleteBehavior.Cascade);
    }
}
