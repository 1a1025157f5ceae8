using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Access;

internal sealed class AccessKeyTable : IEntityTypeConfiguration<AccessKeyRow>
{
    public void Configure(EntityTypeBuilder<AccessKeyRow> builder)
    {
        builder.ToTable("access_keys").HasKey(row => row.Id);
        builder.HasIndex(row => row.Hash).IsUnique();
        // A name is free again once its key was withdrawn.
        builder.HasIndex(row => row.Name).IsUnique().HasFilter("revoked_at IS NULL");
    }
}

internal sealed class AccessSessionTable : IEntityTypeConfiguration<AccessSessionRow>
{
    public void Configure(EntityTypeBuilder<AccessSessionRow> builder)
    {
        builder.ToTable("access_sessions").HasKey(row => row.Hash);
        builder.HasIndex(row => row.KeyId);
    }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_log").HasKey(row => row.Id);
        builder.Property(row => row.Details).IsJsonText();
        builder.HasIndex(row => row.At);
    }
}
