using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Coverage;

internal sealed class EcosystemCheckpointTable : IEntityTypeConfiguration<EcosystemCheckpointRow>
{
    public void Configure(EntityTypeBuilder<EcosystemCheckpointRow> builder)
    {
        builder.ToTable("ecosystem_checkpoints").HasKey(row => row.VersionId);
        builder.Property(row => row.VersionId).ValueGeneratedNever();
    }
}

internal sealed class GenerationBaseModelTable : IEntityTypeConfiguration<GenerationBaseModelRow>
{
    public void Configure(EntityTypeBuilder<GenerationBaseModelRow> builder) =>
        builder.ToTable("generation_base_model").HasKey(row => row.BaseModel);
}

internal sealed class GenerationCoverageTable : IEntityTypeConfiguration<GenerationCoverageRow>
{
    public void Configure(EntityTypeBuilder<GenerationCoverageRow> builder)
    {
        builder.ToTable("generation_coverage").HasKey(row => row.Id);
        builder.HasIndex(row => row.VersionId);
        builder.HasIndex(row => new { row.ModelId, row.BaseModel });
        builder.HasIndex(row => new { row.Ecosystem, row.Type });
        builder.Property(row => row.Verdict).IsJsonText();
        builder.Property(row => row.Facts).IsJsonText();
    }
}
