using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Generations;

internal sealed class GenerationTable : IEntityTypeConfiguration<GenerationRow>
{
    public void Configure(EntityTypeBuilder<GenerationRow> builder)
    {
        builder.ToTable("generations").HasKey(row => row.Id);
        builder.Property(row => row.Form).IsJsonText();
        builder.Property(row => row.Body).IsJsonText();
        builder.Property(row => row.Notes).IsJsonText();
        builder.Property(row => row.Recipe).IsJsonText();
        builder.Property(row => row.Transactions).IsJsonText();
        builder.Property(row => row.Error).IsJsonText();
        builder.HasIndex(row => new
        {
            row.Owner,
            row.State,
            row.Id,
        });
        builder.HasIndex(row => new { row.Owner, row.RequestKey }).IsUnique();
        builder.HasIndex(row => row.JobId);
        builder.HasIndex(row => row.CallbackToken).IsUnique();
    }
}

internal sealed class GenerationOutputTable : IEntityTypeConfiguration<GenerationOutputRow>
{
    public void Configure(EntityTypeBuilder<GenerationOutputRow> builder)
    {
        builder.ToTable("generation_outputs").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.GenerationId, row.BlobId }).IsUnique();
        builder.HasIndex(row => row.Path);
        builder.HasOne<GenerationRow>().WithMany().HasForeignKey(row => row.GenerationId);
    }
}

internal sealed class GenerationTagTable : IEntityTypeConfiguration<GenerationTagRow>
{
    public void Configure(EntityTypeBuilder<GenerationTagRow> builder)
    {
        builder.ToTable("generation_tags").HasKey(row => new { row.GenerationId, row.Tag });
        builder.HasIndex(row => row.Tag);
        builder.HasOne<GenerationRow>().WithMany().HasForeignKey(row => row.GenerationId);
    }
}

internal sealed class GenerationCallbackTable : IEntityTypeConfiguration<GenerationCallbackRow>
{
    public void Configure(EntityTypeBuilder<GenerationCallbackRow> builder)
    {
        builder.ToTable("generation_callbacks").HasKey(row => new { row.GenerationId, row.Mark });
        builder.HasOne<GenerationRow>().WithMany().HasForeignKey(row => row.GenerationId);
    }
}
