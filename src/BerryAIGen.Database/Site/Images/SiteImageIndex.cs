using System.Text.Json;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site.Images;

/// <summary>
/// The pictures that the library knows of: those of the models that can be had here, and those that Civitai was asked
/// for. What decides a list is kept in memory; a model or a picture is read again when it changed.
/// </summary>
/// <param name="database">Has them.</param>
/// <param name="models">The models.</param>
/// <param name="mirrors">Whether pictures count that no model here tells of.</param>
public sealed class SiteImageIndex(LibraryDatabase database, SiteIndex models, bool mirrors) : IDisposable
{
    private const int Batch = 200;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading? _now;

    /// <summary>Each once.</summary>
    public async Task<IReadOnlyCollection<SiteImage>> GetAsync(CancellationToken cancellationToken)
    {
        var entries = await models.GetAsync(cancellationToken);
        await using var context = database.CreateContext();
        var mark = await MarkAsync(context, cancellationToken);
        if (_now is { } now && now.Mark == mark && ReferenceEquals(now.Entries, entries))
            return now.All;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_now is { } fresh && fresh.Mark == mark && ReferenceEquals(fresh.Entries, entries))
                return fresh.All;
            var byModel = await ReadModelsAsync(context, entries, cancellationToken);
            Dictionary<int, SiteImage> all = [];
            foreach (var image in byModel.Values.SelectMany(images => images))
                all.TryAdd(image.Id, image);
            var records =
                _now is { } before && before.Mark == mark
                    ? before.Records
                    : await ImageRecords.ReadAsync(context, _now?.Records, cancellationToken);
            foreach (var image in records.All)
                if (all.TryGetValue(image.Id, out var told) || mirrors)
                    all[image.Id] = image.ModelId is null ? image with { ModelId = told?.ModelId } : image;
            _now = new Reading(mark, entries, byModel, records, all.Values);
            return all.Values;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    // A page of pictures is kept together with how far its question is answered: of those there are few.
    private static async Task<(int, int, DateTime?)> MarkAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var asked = context.SiteRecords.Where(row => row.Kind == SiteRecordRow.Asked);
        return (
            await context.SiteRecords.CountAsync(row => row.Kind == SiteRecordRow.Image, cancellationToken),
            await asked.CountAsync(cancellationToken),
            await asked.MaxAsync(row => (DateTime?)row.UpdatedAt, cancellationToken)
        );
    }

    private async Task<Dictionary<SiteEntry, SiteImage[]>> ReadModelsAsync(
        LibraryContext context,
        IReadOnlyCollection<SiteEntry> entries,
        CancellationToken cancellationToken
    )
    {
        Dictionary<SiteEntry, SiteImage[]> byModel = new(ReferenceEqualityComparer.Instance);
        List<SiteEntry> changed = [];
        foreach (var entry in entries)
        {
            if (_now?.ByModel.GetValueOrDefault(entry) is { } known)
                byModel.Add(entry, known);
            else
                changed.Add(entry);
        }

        // Bodies are large: a few at a time.
        foreach (var some in changed.Chunk(Batch))
        {
            var rows = some.ToDictionary(entry => entry.Row);
            await foreach (
                var model in Models(context, rows.Keys).AsAsyncEnumerable().WithCancellation(cancellationToken)
            )
                byModel.Add(rows[model.Id], [.. Read(rows[model.Id], model, (image, _) => image)]);
        }

        return byModel;
    }

    internal static IQueryable<SourceModelRow> Models(LibraryContext context, IEnumerable<long> rows) =>
        context.SourceModels.AsNoTracking().Include(model => model.Versions).Where(model => rows.Contains(model.Id));

    /// <summary>The pictures of a model's versions that can be had here, each once.</summary>
    internal static IEnumerable<T> Read<T>(
        SiteEntry entry,
        SourceModelRow model,
        Func<SiteImage, JsonElement, T> select
    )
    {
        using var body = JsonDocument.Parse(model.Body ?? "{}");
        HashSet<int> seen = [];
        var told = ImageReader.Member(body.RootElement, "modelVersions") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().ToArray()
            : [];
        foreach (var version in model.Versions)
        {
            var id = SiteIds.Of(model.Source, version.SourceId, version.Id);
            if (!entry.VersionIds.Contains(id))
                continue;
            // Alone a version tells more of each picture, within its model of more pictures.
            using var own = JsonDocument.Parse(version.Body ?? "{}");
            var within = Array.Find(told, one => ImageReader.Whole(ImageReader.Member(one, "id")) == id);
            foreach (var one in (JsonElement[])[own.RootElement, within])
            foreach (var (image, element) in ImageReader.OfVersion(entry, id, version.BaseModel, one))
                if (seen.Add(image.Id))
                    yield return select(image, element);
        }
    }

    private sealed record Reading(
        (int, int, DateTime?) Mark,
        IReadOnlyCollection<SiteEntry> Entries,
        Dictionary<SiteEntry, SiteImage[]> ByModel,
        ImageRecords Records,
        IReadOnlyCollection<SiteImage> All
    );
}
