using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Generation.Coverage;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Coverage;

/// <summary>What the library knows of its models that decides whether they generate. Answers of Civitai are read again only when they are others.</summary>
internal sealed class KnownResources
{
    private const string Civitai = "civitai";
    private const int BodiesAtOnce = 200;

    // The kinds of files that hold a model are Civitai's; the rules know them.
    private readonly Dictionary<long, Told> _told = [];

    /// <summary>All models by their row in the registry.</summary>
    public async Task<IReadOnlyList<KnownResource>> ReadAsync(
        LibraryContext context,
        CoverageRules rules,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .Registry.AsNoTracking()
            .Select(row => new
            {
                row.Id,
                row.Status,
                row.StatusDetail,
                row.LocalPath,
                row.ModelType,
                row.BaseModel,
                row.Variant,
                row.Format,
                row.Metadata,
                row.Sha256,
                row.AutoV2,
                row.Creator,
                VersionRow = row.ModelFile == null ? (long?)null : row.ModelFile.ModelVersionId,
                FileSha256 = row.ModelFile == null ? null : row.ModelFile.Sha256,
            })
            .ToListAsync(cancellationToken);
        var versions = await VersionsAsync(context, rules, cancellationToken);
        List<KnownResource> known = new(rows.Count);
        foreach (var row in rows)
        {
            // What the source says is of other bytes once the file is another.
            var told =
                row.VersionRow is { } id
                && (row.Sha256 is null || row.FileSha256 is null || row.Sha256 == row.FileSha256)
                    ? versions.GetValueOrDefault(id)
                    : null;
            var (type, baseModel) = told is { Type: not null, BaseModel: not null }
                ? (told.Type, told.BaseModel)
                : WordsOf(row.Metadata, told);
            var isHere =
                row.Status == ModelStatus.Local
                && row.LocalPath is not null
                && !StatusDetails.IsPutAway(row.StatusDetail);
            known.Add(
                new KnownResource(
                    row.Id,
                    new ResourceFacts
                    {
                        Type = type,
                        // The registry has the source's word where the header has none.
                        BaseModel = baseModel ?? (rules.IsBaseModel(row.BaseModel) ? row.BaseModel : null),
                        Header = new HeaderFacts(row.ModelType, row.BaseModel, row.Variant),
                        ModelId = told?.ModelId,
                        VersionId = told?.VersionId,
                        Site = told?.Site,
                        File = row.LocalPath is null
                            ? null
                            : new FileFacts(isHere, isHere ? null : row.StatusDetail ?? row.Status),
                    },
                    row.Format,
                    [.. new[] { row.Sha256, row.AutoV2 }.OfType<string>()],
                    row.Creator
                )
            );
        }

        return known;
    }

    /// <summary>What Civitai told of a version, as it was kept; null when it was never asked.</summary>
    public static async Task<ResourceFacts?> FindAsync(
        LibraryContext context,
        CoverageRules rules,
        long versionId,
        CancellationToken cancellationToken
    )
    {
        var number = versionId.ToString(CultureInfo.InvariantCulture);
        var row = await context
            .ModelVersions.AsNoTracking()
            .Include(version => version.SourceModel)
            .FirstOrDefaultAsync(
                version => version.SourceId == number && version.SourceModel!.Source == Civitai,
                cancellationToken
            );
        if (row is null || row.SourceModel!.Body is null)
            return null;
        var told = Read(row.SourceModel, row, rules);
        return new ResourceFacts
        {
            Type = told.Type,
            BaseModel = told.BaseModel,
            ModelId = told.ModelId,
            VersionId = told.VersionId,
            Site = told.Site,
        };
    }

    private async Task<IReadOnlyDictionary<long, Told>> VersionsAsync(
        LibraryContext context,
        CoverageRules rules,
        CancellationToken cancellationToken
    )
    {
        var heads = await context
            .Registry.AsNoTracking()
            .Where(row => row.ModelFileId != null && row.ModelFile!.ModelVersion!.SourceModel!.Source == Civitai)
            .Select(row => new
            {
                row.ModelFile!.ModelVersion!.Id,
                row.ModelFile.ModelVersion.UpdatedAt,
                ModelAt = row.ModelFile.ModelVersion.SourceModel!.UpdatedAt,
            })
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var gone in _told.Keys.Except(heads.Select(head => head.Id)).ToArray())
            _told.Remove(gone);
        var changed = heads.Where(head =>
            _told.GetValueOrDefault(head.Id) is not { } known
            || known.At != head.UpdatedAt
            || known.ModelAt != head.ModelAt
        );
        // Bodies are large: a few at a time, and only those that are new.
        foreach (var some in changed.Select(head => head.Id).Chunk(BodiesAtOnce))
        {
            await foreach (
                var version in context
                    .ModelVersions.AsNoTracking()
                    .Include(version => version.SourceModel)
                    .Where(version => some.Contains(version.Id))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellationToken)
            )
                _told[version.Id] = Read(version.SourceModel!, version, rules);
        }

        return _told;
    }

    private static Told Read(SourceModelRow model, ModelVersionRow version, CoverageRules rules)
    {
        using var modelBody = JsonDocument.Parse(model.Body ?? "null");
        using var versionBody = JsonDocument.Parse(version.Body ?? "null");
        var own = versionBody.RootElement;
        var number = Number(version.SourceId);
        if (own.ValueKind != JsonValueKind.Object && number is { } id)
            own = SiteAnswer.VersionIn(modelBody.RootElement, id);
        var isTold = model.Body is not null || version.Body is not null;
        var site = isTold ? SiteAnswer.Read(modelBody.RootElement, own, rules.FileKinds) : null;
        return new Told(
            version.UpdatedAt,
            model.UpdatedAt,
            Number(model.SourceId),
            number,
            model.Type,
            version.BaseModel,
            site is null ? null : site with { Creator = site.Creator ?? model.Creator, Air = site.Air ?? version.Air }
        );
    }

    private static (string? Type, string? BaseModel) WordsOf(string metadata, Told? told)
    {
        // Most rows say nothing of a source.
        if (!metadata.Contains("source_", StringComparison.Ordinal))
            return (told?.Type, told?.BaseModel);
        using var said = JsonDocument.Parse(metadata);
        return (told?.Type ?? Text(said, "source_type"), told?.BaseModel ?? Text(said, "source_base_model"));
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Told(
        DateTime At,
        DateTime ModelAt,
        long? ModelId,
        long? VersionId,
        string? Type,
        string? BaseModel,
        SiteFacts? Site
    );
}

/// <summary>A model of the library.</summary>
/// <param name="Id">Its row in the registry.</param>
/// <param name="Facts">What decides about it.</param>
/// <param name="Format">How its file is stored.</param>
/// <param name="Hashes">Of its file.</param>
/// <param name="Creator">Who made it.</param>
internal sealed record KnownResource(
    string Id,
    ResourceFacts Facts,
    string? Format,
    IReadOnlyList<string> Hashes,
    string? Creator
);
