using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.References;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Says in our words what Civitai tells of a model that somebody found.</summary>
internal static class CivitaiFound
{
    public static FoundModel ToFound(this Model model, Uri site, int? mostLevel)
    {
        var id = Text(model.Id);
        var newest = model.ModelVersions is [var first, ..] ? first : null;
        return new FoundModel
        {
            Source = CivitaiSource.SourceName,
            Id = id,
            Name = model.Name ?? id,
            Reference = id,
            Url = new Uri(site, $"/models/{id}"),
            Type = model.Type.Value,
            BaseModel = newest?.BaseModel,
            Creator = model.Creator?.Username,
            Downloads = model.Stats?.DownloadCount,
            Likes = model.Stats?.ThumbsUpCount,
            Comments = model.Stats?.CommentCount,
            Nsfw = model.Nsfw,
            Picture = model
                .ModelVersions.SelectMany(version => version.Images)
                .Select(ToPicture)
                .FirstOrDefault(picture => picture is not null && Fits(picture.Level, mostLevel)),
            UpdatedAt = newest?.PublishedAt ?? newest?.UpdatedAt,
            Tags = [.. model.Tags],
        };
    }

    public static FoundDetail ToDetail(this Model model, Uri site) =>
        new(model.ToFound(site, mostLevel: null), [.. model.ModelVersions.Select(version => ToVersion(model, version))])
        {
            Description = model.Description,
            Licence = new FoundLicence
            {
                AllowNoCredit = model.AllowNoCredit,
                AllowDerivatives = model.AllowDerivatives,
                AllowDifferentLicence = model.AllowDifferentLicense,
                CommercialUses = [.. model.AllowCommercialUse.Select(use => use.Value)],
            },
        };

    /// <summary>Whether something of these levels has a part that may be shown; what nobody rated may be anything.</summary>
    public static bool Fits(int? levels, int? most) =>
        most is not { } limit || (levels is > 0 and var rated && (rated & -rated) <= limit);

    private static FoundVersion ToVersion(Model model, ModelVersion version) =>
        new(Text(version.Id), version.Name ?? Text(version.Id), $"{Text(model.Id)}@{Text(version.Id)}")
        {
            BaseModel = version.BaseModel,
            PublishedAt = version.PublishedAt ?? version.CreatedAt,
            EarlyAccessUntil = version.EarlyAccessDeadline,
            Description = version.Description,
            Downloads = version.Stats?.DownloadCount,
            TrainedWords = [.. version.TrainedWords],
            Files = [.. version.Files.Select(file => ToFile(file, version))],
            Pictures = [.. version.Images.Select(ToPicture).OfType<FoundPicture>()],
        };

    private static FoundFile ToFile(ModelFile file, ModelVersion version) =>
        new(Text(file.Id), file.Name ?? Text(file.Id))
        {
            Type = file.Type.Value,
            Format = file.Metadata?.Format?.Value,
            Precision = file.Metadata?.Fp?.Value ?? file.Metadata?.QuantType,
            SizeBytes = file.SizeBytes,
            Sha256 = string.IsNullOrWhiteSpace(file.Hashes?.Sha256)
                ? null
                : file.Hashes.Sha256.Trim().ToLowerInvariant(),
            IsPrimary = file.IsPrimary || version.Files.Count == 1,
            Danger = OfferedFile.DangerOf(file),
        };

    private static FoundPicture? ToPicture(ModelImage image) =>
        Address(image.Url) is { } whole
            ? new FoundPicture(
                whole,
                Address(PreviewAddress.Resize(image.Url, image.Type?.Value)) ?? whole,
                image.NsfwLevel is { } level and not MaturityLevels.None ? (int)level : null,
                image.Type?.Value,
                image.Width,
                image.Height
            )
            : null;

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url : null;

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
