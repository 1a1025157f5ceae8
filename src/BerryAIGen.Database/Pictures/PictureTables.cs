using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database.Pictures;

internal sealed class PictureFolderTable : IEntityTypeConfiguration<PictureFolderRow>
{
    public void Configure(EntityTypeBuilder<PictureFolderRow> builder)
    {
        builder.ToTable("picture_folders").HasKey(row => row.Id);
        builder.HasIndex(row => row.Path).IsUnique();
    }
}

internal sealed class PictureTable : IEntityTypeConfiguration<PictureRow>
{
    public void Configure(EntityTypeBuilder<PictureRow> builder)
    {
        builder.ToTable("pictures").HasKey(row => row.Id);
        builder.Property(row => row.Settings).IsJsonText();
        builder.Property(row => row.Problems).IsJsonText();
        builder
            .HasOne<PictureFolderRow>()
            .WithMany()
            .HasForeignKey(row => row.FolderId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.FolderId, row.Path }).IsUnique();
        builder.HasIndex(row => new { row.ModifiedTicks, row.Id });
        builder.HasIndex(row => row.Thumbnail);
    }
}

internal sealed class PictureModelTable : IEntityTypeConfiguration<PictureModelRow>
{
    public void Configure(EntityTypeBuilder<PictureModelRow> builder)
    {
        builder.ToTable("picture_models").HasKey(row => row.Id);
        builder.HasIndex(row => row.Key).IsUnique();
        builder.HasIndex(row => row.ModelId);
    }
}

internal sealed class PictureLinkTable : IEntityTypeConfiguration<PictureLinkRow>
{
    public void Configure(EntityTypeBuilder<PictureLinkRow> builder)
    {
        builder.ToTable("picture_links").HasKey(row => new { row.PictureId, row.Position });
        builder.HasOne<PictureRow>().WithMany().HasForeignKey(row => row.PictureId).OnDelete(DeleteBehavior.Cascade);
        builder
            .HasOne<PictureModelRow>()
            .WithMany()
            .HasForeignKey(row => row.PictureModelId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.PictureModelId, row.PictureId });
    }
}
