using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Subscriptions;

internal sealed class SubscriptionTable : IEntityTypeConfiguration<SubscriptionRow>
{
    public void Configure(EntityTypeBuilder<SubscriptionRow> builder)
    {
        builder.ToTable("subscriptions").HasKey(row => row.Id);
        builder.Property(row => row.Types).IsJsonText();
        builder.Property(row => row.BaseModels).IsJsonText();
        builder.Property(row => row.Target).IsJsonText();
    }
}

internal sealed class SubscriptionVersionTable : IEntityTypeConfiguration<SubscriptionVersionRow>
{
    public void Configure(EntityTypeBuilder<SubscriptionVersionRow> builder)
    {
        builder.ToTable("subscription_versions").HasKey(row => new { row.SubscriptionId, row.VersionId });
        builder.HasIndex(row => row.TaskId);
        builder.HasIndex(row => new { row.SubscriptionId, row.State });
        builder
            .HasOne<SubscriptionRow>()
            .WithMany()
            .HasForeignKey(row => row.SubscriptionId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
