using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Services;

/// <summary>The metadata of models as the description has it.</summary>
public sealed class ModelMetadataService(BerryLibrary library, LibraryDatabase database, RegistryIndex index)
{
    private readonly MetadataFiles _files = new(library);

    /// <exception cref="LibraryException">There is no such model.</exception>
    public async Task<JsonObject> GetModelMetadataAsync(string id, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(id, cancellationToken);
        return _files.Find(row) ?? Describe(row);
    }

    /// <summary>Reads header and records of a model again; what a person said stays.</summary>
    /// <param name="id">The model's.</param>
    /// <param name="asksSources">Whether the sources may be asked what the file is; they learn its hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such model, or a source did not answer.</exception>
    public Task<JsonObject> RefreshModelMetadataAsync(
        string id,
        bool asksSources,
        CancellationToken cancellationToken
    ) =>
        RefreshModelMetadataAsync(
            id,
            asksSources,
            (path, origin) => index.RecordAsync([path], origin, cancellationToken),
            cancellationToken
        );

    /// <summary>The same for a job: nothing is written any more once the run is not the job's.</summary>
    internal Task<JsonObject> RefreshModelMetadataAsync(
        JobRun run,
        string id,
        bool asksSources,
        CancellationToken cancellationToken
    ) =>
        RefreshModelMetadataAsync(
            id,
            asksSources,
            (path, origin) => index.RecordAsync(run, [path], origin, cancellationToken),
            cancellationToken
        );

    private async Task<JsonObject> RefreshModelMetadataAsync(
        string id,
        bool asksSources,
        Func<string, string, Task> record,
        CancellationToken cancellationToken
    )
    {
        var row = await ReadAsync(id, cancellationToken);
        if (row.LocalPath is { } path && (File.Exists(path) || Directory.Exists(path)))
        {
            if (
                asksSources
                && (await library.Keeping.RefreshAsync([path], cancellationToken))
                    .Select(file => file.Failure)
                    .FirstOrDefault(failure => failure is not null)
                    is { Code: not FailureCode.NotFound } failure
            )
                throw new LibraryException(failure);
            await record(path, row.Origin);
            row = await ReadAsync(id, cancellationToken);
        }

        return Describe(row);
    }

    /// <summary>Reads all models that are here again, without asking anybody.</summary>
    public async Task UpdateMetadataCacheAsync(CancellationToken cancellationToken = default)
    {
        foreach (var id in await LocalIdsAsync(after: null, cancellationToken))
            await RefreshModelMetadataAsync(id, asksSources: false, cancellationToken);
    }

    /// <summary>The ids of all models that are here, in order.</summary>
    /// <param name="after">Only those after this one; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyList<string>> LocalIdsAsync(string? after, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Registry.Where(row => row.LocalPath != null)
            .Where(row => after == null || string.Compare(row.Id, after) > 0)
            .OrderBy(row => row.Id)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<ModelRow> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
    }

    private JsonObject Describe(ModelRow row)
    {
        var metadata = MetadataDocument.Of(row);
        _files.Keep(row.Id, metadata);
        return metadata;
    }
}
