using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Events;

internal sealed class EventTable : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("events").HasKey(row => row.Id);
        builder.Property(row => row.Body).IsJsonText();
        builder.HasIndex(row => row.At);
    }
}
