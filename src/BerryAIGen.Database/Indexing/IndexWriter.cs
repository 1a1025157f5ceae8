using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>Writes described models into the registry, a batch at a time; each batch is one transaction.</summary>
internal sealed class IndexWriter(
    LibraryDatabase database,
    RowDescription rows,
    ModelIds ids,
    KnownBytes bytes,
    DateTime now
)
{
    public const int Batch = 500;

    /// <summary>Ids of rows that were found elsewhere by their bytes, and so are not missing.</summary>
    public HashSet<string> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of all rows that were written, in order.</summary>
    public List<string> Written { get; } = [];

    public List<string> Warnings { get; } = [];

    public async Task WriteAsync(
        IReadOnlyList<(IndexWork Work, ModelDescription Description)> batch,
        string origin,
        CancellationToken cancellationToken
    )
    {
        List<(IndexWork Work, ModelDescription Description, string? Id, string? From)> placed = [];
        foreach (var (work, description) in batch)
            placed.Add(await PlaceAsync(work, description, cancellationToken));

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var wanted = placed.Select(item => item.Id).OfType<string>().ToArray();
        var known = await LockedModels.ReadAsync(context, wanted, cancellationToken);
        placed.RemoveAll(item => IsOutdated(item.Work, known));
        var sources = new SourceWriter(context, now);
        await sources.ReadAsync(
            placed.Select(item => item.Description.Source).OfType<SourceRecord>(),
            cancellationToken
        );
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        List<ModelRow> added = [];
        List<ModelEventRow> events = [];
        foreach (var (work, description, id, from) in placed)
        {
            var isKnown = id is not null && known.TryGetValue(id, out var there) && IsFree(there, work, from);
            var row = isKnown ? known[id!] : New(work.Model, description, origin);
            if (!isKnown)
                added.Add(row);
            var kind =
                work.Kind != RowKind.New ? work.Kind
                : !isKnown ? RowKind.New
                : from is null ? RowKind.Offered
                : RowKind.Same;
            rows.Apply(row, description, kind, work.By);
            // A row that waited for its file at this place says itself where it is from.
            if (kind == RowKind.Offered && work.Kind == RowKind.New)
                row.Origin = origin;
            row.PreviewFile = work.Preview;
            if (description.Source is { } source)
            {
                row.ModelFile = sources.Of(source, description);
                row.VersionGroup = $"{source.Source}:{source.Model}";
            }

            row.UpdatedAt = now;
            Written.Add(row.Id);
            Warnings.AddRange(description.Problems);
            if (EventOf(row, from is null ? work : work with { Event = "moved" }, from ?? work.Row?.Path) is { } news)
                events.Add(news);
        }

        context.ChangeTracker.DetectChanges();
        await context.SaveChangesAsync(cancellationToken);
        foreach (var row in added)
            row.ModelFileId = row.ModelFile?.Id;
        await BulkInsert.InsertAsync(context, added, cancellationToken);
        await BulkInsert.InsertAsync(context, events, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Somebody threw it away, put it aside, moved or brought it since the folders were looked through; he wrote that down
    // himself.
    private static bool IsOutdated(IndexWork work, Dictionary<string, ModelRow> known) =>
        work.Row is { } seen
            ? !known.TryGetValue(seen.Id, out var row)
                || row.LocalPath != seen.Path
                || (StatusDetails.IsPutAway(row.StatusDetail) && !seen.IsPutAway)
                || (seen.DescribedBy is null && row.DescribedBy is not null)
                || (seen.IsAbsent && row.StatusDetail is null)
            : !Path.Exists(work.Model.FirstFile);

    // A row that was found by its bytes may have got a file of its own in the meantime.
    private static bool IsFree(ModelRow row, IndexWork work, string? from) =>
        work.Row is not null || row.LocalPath == from || row.LocalPath == work.Model.Path;

    private async Task<(IndexWork, ModelDescription, string? Id, string? From)> PlaceAsync(
        IndexWork work,
        ModelDescription description,
        CancellationToken cancellationToken
    )
    {
        if (work.Row is { } row)
            return (work, description, row.Id, null);
        var (id, from, hash) = await bytes.FindAsync(description, cancellationToken);
        if (id is not null && from is not null)
            Found.Add(id);
        return (
            work,
            hash is null
                ? description
                : description with
                {
                    Hashes = (description.Hashes ?? new()) with { Sha256 = hash },
                },
            id,
            from
        );
    }

    private ModelRow New(FoundModel model, ModelDescription description, string origin) =>
        new()
        {
            Id = ids.Next(model),
            Name = description.Name,
            Origin = origin,
            CreatedAt = now,
        };

    private ModelEventRow? EventOf(ModelRow row, IndexWork work, string? from)
    {
        if (work.Event.Length == 0)
            return null;
        var details = new JsonObject { ["path"] = row.LocalPath };
        if (work.Event == "moved")
            details["from"] = from;
        return new ModelEventRow
        {
            ModelId = row.Id,
            At = now,
            Event = work.Event,
            Status = row.Status,
            Details = details.ToJsonString(),
        };
    }
}
