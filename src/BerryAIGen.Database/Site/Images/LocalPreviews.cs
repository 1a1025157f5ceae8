using System.Globalization;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site.Images;

/// <summary>The pictures that lie beside models, for versions of which nobody told any.</summary>
public sealed class LocalPreviews(LibraryDatabase database, BerryLibrary library, PreviewLevels levels)
{
    /// <summary>Of a model, of a version, or the one of that number; looked for on the disk.</summary>
    public async Task<IReadOnlyList<SiteImage>> FindAsync(
        int? model,
        int? version,
        int? image,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var rows = context.Registry.AsNoTracking().Where(row => row.Status == ModelStatus.Local && row.Root != null);
        if (image is { } number)
        {
            if (SiteIds.FindRow(number) is not { } file)
                return [];
            rows = rows.Where(row => row.ModelFileId == file);
        }
        else if (version is { } one)
            rows = OfVersion(rows, one);
        else if (model is { } all)
            rows = OfModel(rows, all);
        else
            return [];
        var found = await rows.Where(row => row.LocalPath != null && row.ModelFileId != null)
            .OrderBy(row => row.Id)
            .Select(row => new
            {
                row.Id,
                row.LocalPath,
                row.OwnPreview,
                File = row.ModelFileId!.Value,
                row.ModelFile!.ModelVersion,
                row.ModelFile.ModelVersion!.SourceModel,
            })
            .ToListAsync(cancellationToken);
        var rated = await levels.RatedAsync([.. found.Select(row => row.Id)], cancellationToken);
        List<SiteImage> previews = [];
        foreach (var row in found)
        {
            var shown = row.OwnPreview is { } own
                ? library.OwnPreviews.Open(own)
                : library.Previews.Open(row.LocalPath!);
            if (shown is not { } preview)
                continue;
            await using var closing = preview.Content;
            var (source, of) = (row.SourceModel!, row.ModelVersion!);
            previews.Add(
                new SiteImage
                {
                    Id = SiteIds.OfPreview(row.File),
                    Preview = $"/api/models/{Uri.EscapeDataString(row.Id)}/preview",
                    ModelId = SiteIds.Of(source),
                    VersionIds = [SiteIds.Of(source.Source, of.SourceId, of.Id)],
                    // Where nobody said what it shows, it is the person's own.
                    Level = row.OwnPreview is null
                        ? rated.GetValueOrDefault(row.Id, MaturityLevel.Pg)
                        : MaturityLevel.Pg,
                    Type = preview.MediaType.Split('/')[0],
                    BaseModel = of.BaseModel,
                    Username = source.Creator,
                    CreatedAt = new DateTimeOffset(preview.ModifiedAt).ToUnixTimeMilliseconds(),
                }
            );
        }

        return previews;
    }

    private static IQueryable<ModelRow> OfVersion(IQueryable<ModelRow> rows, int version)
    {
        var (row, name) = (SiteIds.FindRow(version), version.ToString(CultureInfo.InvariantCulture));
        return rows.Where(model =>
            row == null
                ? model.ModelFile!.ModelVersion!.SourceId == name
                    && model.ModelFile.ModelVersion.SourceModel!.Source == SiteIds.Civitai
                : model.ModelFile!.ModelVersionId == row
        );
    }

    private static IQueryable<ModelRow> OfModel(IQueryable<ModelRow> rows, int model)
    {
        var (row, name) = (SiteIds.FindRow(model), model.ToString(CultureInfo.InvariantCulture));
        return rows.Where(one =>
            row == null
                ? one.ModelFile!.ModelVersion!.SourceModel!.SourceId == name
                    && one.ModelFile.ModelVersion.SourceModel.Source == SiteIds.Civitai
                : one.ModelFile!.ModelVersion!.SourceModelId == row
        );
    }
}
