using System.Text.Json;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Kept;

namespace BerryAIGen.Database.Keeping;

/// <summary>Puts models where nothing loads them; their rows stay, and say so.</summary>
public sealed class ModelQuarantine(
    LibraryDatabase database,
    BerryLibrary library,
    MovableModels movable,
    RegistryIndex index,
    TimeProvider time
)
{
    private KeptFiles Quarantine => library.Keeping.Quarantine;

    /// <param name="id">The model.</param>
    /// <param name="reason">Why, for the person who finds it later; null when there is nothing to say.</param>
    /// <param name="force">Also when a provider has it loaded.</param>
    /// <param name="cancellationToken">Gives up before the file is moved.</param>
    /// <exception cref="LibraryException">There is no such model, it is not here, a provider has it loaded, or the disk refuses.</exception>
    public async Task<KeptItem> PutAsync(string id, string? reason, bool force, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (row, path) = await movable.GetFileAsync(context, id, force, cancellationToken);
        if (row.StatusDetail == StatusDetails.Quarantined)
            throw new LibraryException(FailureCode.Conflict, $"\"{id}\" is in the quarantine already.");
        var outcome = (await Quarantine.PutAsync([path], reason, cancellationToken)).Single();
        if (outcome is not { Failure: null, Item: { } item })
            throw new LibraryException(
                outcome.Failure ?? new Failure(FailureCode.Failed, "The quarantine did not take it.")
            );
        (row.Status, row.StatusDetail) = (ModelStatus.Error, StatusDetails.Quarantined);
        row.UpdatedAt = Now;
        context.Note(
            row,
            "quarantined",
            Now,
            JsonSerializer.Serialize(new PutAway(item.Id, reason), KeepingJson.Default.PutAway)
        );
        await context.SaveChangesAsync(CancellationToken.None);
        return item;
    }

    /// <summary>Everything that is in it, the oldest first.</summary>
    public IReadOnlyList<KeptItem> List() => Quarantine.List(root: null);

    /// <summary>Puts models back where they were; each for itself.</summary>
    /// <param name="items">Items of the quarantine, or the paths that the models had.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public async Task<IReadOnlyList<KeptOutcome>> RestoreAsync(
        IReadOnlyList<string> items,
        CancellationToken cancellationToken
    )
    {
        var outcomes = await Quarantine.RestoreAsync(items, root: null, cancellationToken);
        string[] back = [.. outcomes.Where(one => one.Failure is null).Select(one => one.Item!.Path)];
        await index.RecordAsync(back, "restored", cancellationToken);
        return outcomes;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
