using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Site;

/// <summary>What Civitai told besides models: a picture, a person, a tag, and which questions it has answered.</summary>
public sealed class SiteRecordRow
{
    public const string Image = "image";
    public const string Creator = "creator";
    public const string Tag = "tag";

    /// <summary>A question; its body says how far the answer has been read.</summary>
    public const string Asked = "asked";

    public long Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>Its number or name at Civitai, or the question.</summary>
    public required string Key { get; init; }

    /// <summary>The model that it was asked for by: the body may not say which it belongs to.</summary>
    public int? ModelId { get; set; }

    /// <summary>As Civitai told it, a JSON object.</summary>
    public required string Body { get; set; }

    public DateTime UpdatedAt { get; set; }
}

internal sealed class SiteRecordTable : IEntityTypeConfiguration<SiteRecordRow>
{
    public void Configure(EntityTypeBuilder<SiteRecordRow> builder)
    {
        builder.ToTable("site_records").HasKey(row => row.Id);
        builder.Property(row => row.Body).IsJsonText();
        builder.HasIndex(row => new { row.Kind, row.Key }).IsUnique();
    }
}
