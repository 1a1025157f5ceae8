using System.Globalization;
using BerryAIGen.Database.Pictures;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Samplers;

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

    /// <summary>Where its thumbnail is; absent when it has none.</summary>
    public string? Thumbnail { get; init; }

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
            Thumbnail = row.HasThumbnail ? KnownPictureDocument.ThumbnailOf(row.Id) : null,
            Problem = row.Failure,
        };
}

/// <summary>How a picture was made.</summary>
internal record RecipeDocument
{
    /// <summary>The program that made it; absent when nothing in it says so.</summary>
    public string? Generator { get; init; }

    public string? GeneratorVersion { get; init; }

    public string? Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public decimal? Seed { get; init; }

    public int? Steps { get; init; }

    public double? CfgScale { get; init; }

    public string? Sampler { get; init; }

    public string? Scheduler { get; init; }

    /// <summary>What other programs call that sampler.</summary>
    public SamplerNames? SamplerNames { get; init; }

    /// <summary>The size that was asked for; where nothing says it, that of the picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>What else the program said, under its own names.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The file itself.</summary>
    public PictureSizeDocument? Image { get; init; }

    /// <summary>What it was made with.</summary>
    public required IReadOnlyList<PictureModelDocument> Models { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}

/// <param name="Format">What it is by its bytes.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
internal sealed record PictureSizeDocument(string Format, int? Width, int? Height);

/// <summary>All that is known of an indexed picture.</summary>
internal sealed record KnownPictureDocument : RecipeDocument
{
    public required long Id { get; init; }

    public required long FolderId { get; init; }

    /// <summary>The folder's path.</summary>
    public required string Folder { get; init; }

    /// <summary>Below its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When the file was written, seconds since 1970.</summary>
    public required double ModifiedAt { get; init; }

    /// <summary>When it was read, seconds since 1970.</summary>
    public required double IndexedAt { get; init; }

    /// <summary>Where its thumbnail is; absent when it has none.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>Why it has none.</summary>
    public string? ThumbnailProblem { get; init; }

    /// <summary>Why nothing could be read of it.</summary>
    public string? Problem { get; init; }

    public static KnownPictureDocument Of(KnownPicture picture, string? noThumbnails)
    {
        var row = picture.Row;
        return new KnownPictureDocument
        {
            Id = row.Id,
            FolderId = row.FolderId,
            Folder = picture.Folder.Path,
            Path = row.Path,
            Size = row.SizeBytes,
            ModifiedAt = Seconds(row.ModifiedTicks),
            IndexedAt = UnixTime.Of(row.IndexedAt),
            Generator = row.Application,
            GeneratorVersion = row.ApplicationVersion,
            Prompt = row.Prompt,
            NegativePrompt = row.NegativePrompt,
            Seed = SeedOf(row.Seed),
            Steps = row.Steps,
            CfgScale = row.CfgScale,
            Sampler = row.Sampler,
            Scheduler = row.Scheduler,
            SamplerNames = SamplerNames.Find(row.Sampler, row.Scheduler),
            Width = row.AskedWidth ?? row.Width,
            Height = row.AskedHeight ?? row.Height,
            Settings = picture.Settings,
            Image = row.Kind.Length == 0 ? null : new PictureSizeDocument(row.Kind, row.Width, row.Height),
            Models = [.. picture.Models.Select(PictureModelDocument.Of)],
            Problems = picture.Problems,
            Thumbnail = row.Thumbnail is null ? null : ThumbnailOf(row.Id),
            ThumbnailProblem = row.Thumbnail is null ? WhyNone(row, noThumbnails) : null,
            Problem = row.Failure,
        };
    }

    public static string WhyNone(PictureRow row, string? noThumbnails) =>
        row.Thumbnail is not null ? "it was made on another machine, or lost; index the picture again."
        : row.Failure is not null ? "the picture could not be read."
        : row.ThumbnailProblem is { } problem ? problem
        : row.Kind is "mp4" or "webm" or "matroska" ? "of videos none are made."
        : noThumbnails ?? "it was not made yet; the next index of its folder makes it.";

    public static string ThumbnailOf(long id) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/pictures/{id}/thumbnail");

    public static decimal? SeedOf(string? seed) =>
        decimal.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static double Seconds(long ticks) =>
        (new DateTime(ticks, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;
}

/// <summary>How a picture that was sent was made.</summary>
internal sealed record ReadPictureDocument : RecipeDocument
{
    public static ReadPictureDocument Of(RecipeReading reading, IReadOnlyList<NamedPictureModel> models)
    {
        var (content, recipe) = reading;
        return new ReadPictureDocument
        {
            Generator = recipe?.Generator,
            GeneratorVersion = recipe?.GeneratorVersion,
            Prompt = recipe?.Prompt,
            NegativePrompt = recipe?.NegativePrompt,
            Seed = recipe?.Seed,
            Steps = recipe?.Steps,
            CfgScale = recipe?.CfgScale,
            Sampler = recipe?.Sampler,
            Scheduler = recipe?.Scheduler,
            SamplerNames = SamplerNames.Find(recipe?.Sampler, recipe?.Scheduler),
            Width = recipe?.Width ?? content.Width,
            Height = recipe?.Height ?? content.Height,
            Settings = recipe?.Settings ?? new Dictionary<string, string>(),
            Image = new PictureSizeDocument(
                content.Container.ToString().ToLowerInvariant(),
                content.Width,
                content.Height
            ),
            Models = [.. models.Select(PictureModelDocument.Of)],
            Problems = content.Problems,
        };
    }
}
