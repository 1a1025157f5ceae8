using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Generation.Coverage;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Coverage;

/// <summary>
/// What the library knows of its models that decides whether they generate. Only what is another than when it was last
/// written is read as a whole; of the rest no more than a mark is kept.
/// </summary>
internal sealed class KnownResources
{
    private const string Civitai = "civitai";
    private const int BodiesAtOnce = 200;

    private readonly Dictionary<string, (UInt128 Mark, int Round)> _written = new(StringComparer.Ordinal);
    private DateTimeOffset? _ends;
    private int _round;

    /// <summary>Whether something that was written has ended by the clock alone, as early access does.</summary>
    public bool HasEnded(DateTimeOffset now) => _ends <= now;

    /// <summary>Everything is to be read again.</summary>
    public void Forget()
    {
        _written.Clear();
        _ends = null;
    }

    /// <summary>The models that are others, some at a time; they count as written once the next ones are asked for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<KnownResource>> ReadChangedAsync(
        LibraryContext context,
        CoverageRules rules,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        _round++;
        for (var last = ""; ; )
        {
            var rows = await KnownRow.PageAsync(context, last, cancellationToken);
            if (rows.Count == 0)
                break;
            last = rows[^1].Id;
            List<(KnownRow Row, UInt128 Mark)> changed = [];
            foreach (var row in rows)
            {
                var mark = row.Mark();
                if (_written.TryGetValue(row.Id, out var known) && known.Mark == mark)
                    _written[row.Id] = (mark, _round);
                else
                    changed.Add((row, mark));
            }

            if (changed.Count == 0)
                continue;
            var versions = await VersionsAsync(context, rules, [.. changed.Select(one => one.Row)], cancellationToken);
            KnownResource[] resources = [.. changed.Select(one => Of(one.Row, versions, rules))];
            yield return resources;
            foreach (var (row, mark) in changed)
                _written[row.Id] = (mark, _round);
            foreach (var until in resources.Select(one => rules.EarlyAccessOf(one.Facts)).OfType<DateTimeOffset>())
                _ends = _ends < until ? _ends : until;
        }

        foreach (var gone in _written.Where(one => one.Value.Round != _round).Select(one => one.Key).ToArray())
            _written.Remove(gone);
    }

    /// <summary>What Civitai told of versions, as it was kept, and when; those that it was never asked for are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, (ResourceFacts Facts, DateTime At)>> FindAsync(
        LibraryContext context,
        CoverageRules rules,
        IReadOnlyCollection<long> versions,
        CancellationToken cancellationToken
    )
    {
        var numbers = versions.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
        var rows = await context
            .ModelVersions.AsNoTracking()
            .Include(version => version.SourceModel)
            .Where(version => numbers.Contains(version.SourceId) && version.SourceModel!.Source == Civitai)
            .Where(version => version.SourceModel!.Body != null)
            .ToListAsync(cancellationToken);
        return rows.DistinctBy(row => row.SourceId)
            .Select(row => (Told: Read(row.SourceModel!, row, rules), At: row.UpdatedAt))
            .Where(row => row.Told.VersionId is not null)
            .ToDictionary(
                row => row.Told.VersionId!.Value,
                row =>
                    (
                        new ResourceFacts
                        {
                            Type = row.Told.Type,
                            BaseModel = row.Told.BaseModel,
                            ModelId = row.Told.ModelId,
                            VersionId = row.Told.VersionId,
                            Site = row.Told.Site,
                        },
                        row.At
                    )
            );
    }

    private static KnownResource Of(KnownRow row, Dictionary<long, Told> versions, CoverageRules rules)
    {
        // What the source says is of other bytes once the file is another.
        var told =
            row.Version is { } id && (row.Sha256 is null || row.FileSha256 is null || row.Sha256 == row.FileSha256)
                ? versions.GetValueOrDefault(id)
                : null;
        var (type, baseModel) = told is { Type: not null, BaseModel: not null }
            ? (told.Type, told.BaseModel)
            : WordsOf(row.Metadata, told);
        var isHere =
            row.Status == ModelStatus.Local && row.LocalPath is not null && !StatusDetails.IsPutAway(row.StatusDetail);
        return new KnownResource(
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
        );
    }

    private static async Task<Dictionary<long, Told>> VersionsAsync(
        LibraryContext context,
        CoverageRules rules,
        IReadOnlyList<KnownRow> rows,
        CancellationToken cancellationToken
    )
    {
        Dictionary<long, Told> told = [];
        // Bodies are large: a few at a time.
        foreach (var some in rows.Select(row => row.Version).OfType<long>().Distinct().Chunk(BodiesAtOnce))
        {
            await foreach (
                var version in context
                    .ModelVersions.AsNoTracking()
                    .Include(version => version.SourceModel)
                    .Where(version => some.Contains(version.Id) && version.SourceModel!.Source == Civitai)
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellationToken)
            )
                told[version.Id] = Read(version.SourceModel!, version, rules);
        }

        return told;
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

    private sealed record Told(long? ModelId, long? VersionId, string? Type, string? BaseModel, SiteFacts? Site);
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
