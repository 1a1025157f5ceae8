using System.Globalization;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library.Pictures;

namespace BerryAIGen.Toolkit.Api.Pictures;

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

    /// <summary>Where its thumbnail is; absent when it has none, and when it is hidden.</summary>
    public string? Thumbnail { get; init; }

    /// <inheritdoc cref="PictureDocument.Level"/>
    public string? Level { get; init; }

    /// <inheritdoc cref="PictureDocument.Display"/>
    public required string Display { get; init; }

    /// <summary>Why it has none.</summary>
    public string? ThumbnailProblem { get; init; }

    /// <summary>Why nothing could be read of it.</summary>
    public string? Problem { get; init; }

    /// <summary>What it was made with.</summary>
    public required IReadOnlyList<PictureModelDocument> Models { get; init; }

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
            Width = row.AskedWidth ?? row.Width,
            Height = row.AskedHeight ?? row.Height,
            Settings = picture.Settings,
            Image = row.Kind.Length == 0 ? null : new PictureSizeDocument(row.Kind, row.Width, row.Height),
            Models = [.. picture.Models.Select(PictureModelDocument.Of)],
            Problems = picture.Problems,
            Thumbnail = row.Thumbnail is null || picture.Display == MaturityLimits.Hide ? null : ThumbnailOf(row.Id),
            Level = picture.Level,
            Display = picture.Display,
            ThumbnailProblem = row.Thumbnail is null ? WhyNone(row, noThumbnails) : null,
            Problem = row.Failure,
        };
    }

    public static string WhyNone(PictureRow row, string? noThumbnails) =>
        row.Failure is not null ? "the picture could not be read."
        : row.ThumbnailProblem is { } problem ? problem
        : row.Thumbnail is not null
            ? "it was made on another machine, or lost; the next index of its folder makes it again."
        : row.Kind is "mp4" or "webm" or "matroska" ? "of videos none are made."
        : noThumbnails
            ?? "it was not made yet, or the tool was in trouble, which the log of the last index tells; the next index of its folder makes it.";

    public static string ThumbnailOf(long id) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/pictures/{id}/thumbnail");

    public static decimal? SeedOf(string? seed) =>
        decimal.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static double Seconds(long ticks) =>
        (new DateTime(ticks, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;
}
