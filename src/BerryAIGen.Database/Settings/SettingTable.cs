using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Settings;

internal sealed class SettingTable : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> builder)
    {
        builder.ToTable("settings").HasKey(row => row.Key);
        builder.Property(row => row.Value).IsJsonText();
    }
}
