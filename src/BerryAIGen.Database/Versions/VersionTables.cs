using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Versions;

internal sealed class ModelUpdateTable : IEntityTypeConfiguration<ModelUpdateRow>
{
    public void Configure(EntityTypeBuilder<ModelUpdateRow> builder)
    {
        builder.ToTable("model_updates").HasKey(row => row.ModelId);
        builder.Property(row => row.Finding).IsJsonText();
        builder.HasIndex(row => row.State);
    }
}

internal sealed class NotificationTable : IEntityTypeConfiguration<NotificationRow>
{
    public void Configure(EntityTypeBuilder<NotificationRow> builder)
    {
        builder.ToTable("notifications").HasKey(row => row.Id);
        builder.Property(row => row.Details).IsJsonText();
        builder.HasIndex(row => row.ReadAt);
    }
}
