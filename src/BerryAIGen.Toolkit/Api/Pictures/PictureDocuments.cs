using BerryAIGen.Database.Pictures;
using BerryAIGen.Generation.Maturity;

namespace BerryAIGen.Toolkit.Api.Pictures;

/// <summary>A page of pictures.</summary>
/// <param name="Pictures">Those of the page.</param>
/// <param name="TotalCount">How many fit in all.</param>
internal sealed record PicturesDocument(IReadOnlyList<PictureDocument> Pictures, int TotalCount)
{
    public static PicturesDocument Of(PicturePage page) =>
        new([.. page.Items.Select(PictureDocument.Of)], page.TotalCount);
}

/// <summary>A picture in a list.</summary>
internal sealed record PictureDocument
{
    public required long Id { get; init; }

    public required long FolderId { get; init; }

    /// <summary>Below its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When the file was written, seconds since 1970.</summary>
    public required double ModifiedAt { get; init; }

    /// <summary><c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>, <c>avif</c>, <c>heic</c>, <c>mp4</c>, <c>webm</c> or <c>matroska</c>; absent when it could not be read.</summary>
    public string? Kind { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>The program that made it.</summary>
    public string? Generator { get; init; }

    /// <summary>Its first 2000 letters.</summary>
    public string? Prompt { get; init; }

    public decimal? Seed { get; init; }

    public int? Steps { get; init; }

    public double? CfgScale { get; init; }

    public string? Sampler { get; init; }

    /// <summary>Where its thumbnail is; absent when it has none, and when it is hidden.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>How mature a result of a generation is: <c>pg</c>, <c>pg13</c>, <c>r</c>, <c>x</c> or <c>xxx</c>; absent when nobody said.</summary>
    public string? Level { get; init; }

    /// <summary><c>show</c>, <c>blur</c> or <c>hide</c>, as one's browsing limit says of a result of a generation.</summary>
    public required string Display { get; init; }

    /// <summary>Why it could not be read.</summary>
    public string? Problem { get; init; }

    public static PictureDocument Of(ListedPicture row) =>
        new()
        {
            Id = row.Id,
            FolderId = row.FolderId,
            Path = row.Path,
            Size = row.SizeBytes,
            ModifiedAt = KnownPictureDocument.Seconds(row.ModifiedTicks),
            Kind = row.Kind.Length == 0 ? null : row.Kind,
            Width = row.Width,
            Height = row.Height,
            Generator = row.Application,
            Prompt = row.Prompt,
            Seed = KnownPictureDocument.SeedOf(row.Seed),
            Steps = row.Steps,
            CfgScale = row.CfgScale,
            Sampler = row.Sampler,
            Thumbnail =
                row.HasThumbnail && row.Display != MaturityLimits.Hide
                    ? KnownPictureDocument.ThumbnailOf(row.Id)
                    : null,
            Level = row.Level,
            Display = row.Display,
            Problem = row.Failure,
        };
}
