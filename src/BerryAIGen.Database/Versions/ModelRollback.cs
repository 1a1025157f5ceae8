using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Replacing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>Takes updates of the library's models back; the model keeps its id and what a person wrote of it.</summary>
public sealed class ModelRollback(
    LibraryDatabase database,
    BerryLibrary library,
    MovableModels movable,
    RegistryIndex index,
    TimeProvider time
)
{
    /// <summary>Every update that was done, the newest first.</summary>
    public IReadOnlyList<PastUpdate> List() => [.. library.Updates.List(root: null).Reverse()];

    /// <summary>Takes the last update of a model back, or the one that is named.</summary>
    /// <param name="id">The model.</param>
    /// <param name="update">The update; null for the last one.</param>
    /// <param name="force">Also a model that a provider has loaded right now.</param>
    /// <param name="cancellationToken">Gives up before anything is moved.</param>
    /// <exception cref="LibraryException">There is no such model or update, or something is in the way; nothing was changed.</exception>
    public async Task<RolledBackUpdate> RunAsync(
        string id,
        string? update,
        bool force,
        CancellationToken cancellationToken
    )
    {
        string path;
        await using (var context = database.CreateContext())
            (_, path) = await movable.GetFileAsync(context, id, force, cancellationToken);
        if (update is not null)
        {
            var named =
                Known(update)
                ?? throw new LibraryException(
                    FailureCode.NotFound,
                    $"There is no update {update}; /api/updates/history lists them."
                );
            if (named.NewPath != path && named.OldPath != path)
                throw new LibraryException(FailureCode.Usage, $"The update {update} is not one of \"{id}\".");
        }

        var outcome = (await library.Updates.RollBackAsync([update ?? path], root: null, cancellationToken)).Single();
        if (outcome.Failure is { } failure)
            throw new LibraryException(failure);
        // The files are back: the rows follow, whoever gives up waiting.
        await FollowAsync(id, outcome.Update!, CancellationToken.None);
        return outcome;
    }

    private PastUpdate? Known(string update) =>
        library.Updates.List(root: null).FirstOrDefault(past => past.Id == update);

    private async Task FollowAsync(string id, PastUpdate past, CancellationToken cancellationToken)
    {
        // Where the old file never left, it is a model of its own with a row of its own, and only the newer one is away.
        if (past.Left.Count == 0)
        {
            await index.RunAsync([Path.GetDirectoryName(past.NewPath)!], progress: null, cancellationToken);
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var details = new JsonObject
        {
            ["from"] = past.NewPath,
            ["to"] = past.OldPath,
            ["update"] = past.Id,
        }.ToJsonString();
        await WrittenByOther.RetryAsync(async () =>
        {
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await FollowedModel.MoveAsync(context, id, past.OldPath, "rolled back", details, now, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return id;
        });
        var back = past.Left.Select(left => left.Path).Append(past.OldPath).Where(File.Exists).Distinct();
        await index.RecordAsync([.. back], RegistryIndex.Told, cancellationToken);
    }
}
