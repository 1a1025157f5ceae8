using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models.Exchange;

/// <summary>
/// The registry as a file, in the form of the description: an object with <c>models</c>, each with the members of the API.
/// The older form, a bare list, is read as well, and so are entries without an id.
/// </summary>
public sealed class RegistryFile(LibraryDatabase database, RegistryIndex index, TimeProvider time)
{
    private const int Batch = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Every model of the registry, in the order of their ids.</summary>
    public async Task<RegistryExport> ExportAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await context.Registry.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return new RegistryExport(1, (Now - DateTime.UnixEpoch).TotalSeconds, [.. rows.Select(RegistryEntry.Of)]);
    }

    /// <summary>
    /// Adds models that are not known, and to known ones what they lack; nothing that is known here is changed. What is
    /// said to be local counts when its file is there.
    /// </summary>
    /// <exception cref="LibraryException">It is no registry.</exception>
    public async Task<RegistryImport> ImportAsync(JsonNode? registry, CancellationToken cancellationToken)
    {
        var entries = EntriesOf(registry);
        List<RegistryEntry> read = [];
        List<RegistryImportProblem> skipped = [];
        foreach (var (number, entry) in entries.Index())
        {
            if (RegistryEntryReader.TryRead(entry, out var problem) is { } one)
                read.Add(one);
            else
                skipped.Add(new RegistryImportProblem(number + 1, problem));
        }

        await using var context = database.CreateContext();
        var ids = new ModelIds(await context.Registry.Select(row => row.Id).ToListAsync(cancellationToken));
        var (added, completed) = (0, 0);
        List<string> paths = [];
        foreach (var batch in read.Chunk(Batch))
        {
            var (more, filled) = await WriteAsync(batch, ids, paths, cancellationToken);
            (added, completed) = (added + more, completed + filled);
        }

        if (paths.Count > 0)
            await index.RecordAsync(paths, "registry", cancellationToken);
        return new RegistryImport(entries.Count, added, completed, read.Count - added - completed, skipped);
    }

    private static IReadOnlyList<JsonNode?> EntriesOf(JsonNode? registry) =>
        registry switch
        {
            JsonArray list => [.. list],
            JsonObject { } file when file["models"] is JsonArray list => [.. list],
            // Some write a map by id.
            JsonObject { } file when file["models"] is JsonObject map =>
            [
                .. map.Select(row =>
                {
                    var entry = row.Value?.DeepClone();
                    if (entry is JsonObject model)
                        model["id"] ??= row.Key;
                    return entry;
                }),
            ],
            _ => throw new LibraryException(
                FailureCode.Usage,
                "This is no registry: it must be an object with \"models\", or a list of models."
            ),
        };

    private async Task<(int Added, int Completed)> WriteAsync(
        RegistryEntry[] batch,
        ModelIds ids,
        List<string> paths,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var names = batch.Select(entry => entry.Id).OfType<string>().ToArray();
        var places = batch.Select(entry => entry.LocalPath).OfType<string>().ToArray();
        var known = await context
            .Registry.Where(row => names.Contains(row.Id) || places.Contains(row.LocalPath))
            .ToListAsync(cancellationToken);
        var (added, completed) = (0, 0);
        foreach (var entry in batch)
        {
            var row =
                known.Find(row => row.Id == entry.Id)
                ?? known.Find(row => row.LocalPath is not null && row.LocalPath == entry.LocalPath);
            if (row is null)
            {
                row = entry.ToRow(entry.Id is { } id && ids.TryTake(id) ? id : ids.Next(entry.NameForId), Now);
                context.Registry.Add(row);
                known.Add(row);
                added++;
            }
            else if (entry.Complete(row))
            {
                row.UpdatedAt = Now;
                completed++;
            }

            if (row.LocalPath is { } path && (File.Exists(path) || Directory.Exists(path)))
                paths.Add(path);
        }

        await context.SaveChangesAsync(cancellationToken);
        return (added, completed);
    }
}

/// <summary>A registry as it is written.</summary>
/// <param name="Version">The form; 1.</param>
/// <param name="ExportedAt">Seconds since 1970, UTC.</param>
/// <param name="Models">All of them.</param>
public sealed record RegistryExport(int Version, double ExportedAt, IReadOnlyList<RegistryEntry> Models);

/// <summary>What an import did.</summary>
/// <param name="Seen">Entries of the file.</param>
/// <param name="Added">Models that were not known.</param>
/// <param name="Completed">Known models that got something they lacked.</param>
/// <param name="Unchanged">Known models that lacked nothing.</param>
/// <param name="Skipped">Entries that could not be read.</param>
public sealed record RegistryImport(
    int Seen,
    int Added,
    int Completed,
    int Unchanged,
    IReadOnlyList<RegistryImportProblem> Skipped
);

/// <param name="Entry">Its place in the file, from 1 on.</param>
/// <param name="Why">The reason.</param>
public sealed record RegistryImportProblem(int Entry, string Why);
