using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Webhooks;

internal sealed class WebhookTable : IEntityTypeConfiguration<WebhookRow>
{
    public void Configure(EntityTypeBuilder<WebhookRow> builder)
    {
        builder.ToTable("webhooks").HasKey(row => row.Id);
        builder.Property(row => row.Kinds).IsJsonText();
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDeliveryRow>
{
    public void Configure(EntityTypeBuilder<WebhookDeliveryRow> builder)
    {
        builder.ToTable("webhook_deliveries").HasKey(row => row.Id);
        builder.Property(row => row.Payload).IsJsonText();
        builder.Property(row => row.Attempts).IsJsonText();
        builder.HasIndex(row => new { row.State, row.NextAt });
        builder.HasIndex(row => new { row.WebhookId, row.Id });
        // An event is told once, whoever reads the log at the same time.
        builder.HasIndex(row => new { row.WebhookId, row.EventId }).IsUnique();
        builder.HasOne<WebhookRow>().WithMany().HasForeignKey(row => row.WebhookId).OnDelete(DeleteBehavior.Cascade);
    }
}
