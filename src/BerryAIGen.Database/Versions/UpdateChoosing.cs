using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>What a person wants of the updates of a model; it is kept beside the models, and the report follows.</summary>
public sealed class UpdateChoosing(LibraryDatabase database, BerryLibrary library)
{
    /// <exception cref="LibraryException">There is no such model, or it is not here.</exception>
    public async Task<ModelChoice> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (_, path) = await context.GetLocalAsync(id, cancellationToken);
        var found = await context
            .ModelUpdates.AsNoTracking()
            .FirstOrDefaultAsync(row => row.ModelId == id, cancellationToken);
        var model = found is null ? null : UpdateReport.Read(found).SourceModelId;
        return library.Updates.ReadChoice(path, model, cancellationToken);
    }

    /// <exception cref="LibraryException">There is no such model, it is not here, its version is not known, or the change makes no sense.</exception>
    public async Task<ModelChoice> ChooseAsync(
        string id,
        UpdateChoiceChange change,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var (row, path) = await context.GetLocalAsync(id, cancellationToken);
        var choice = await library.Updates.ChooseAsync(path, change, row.Sha256, cancellationToken);
        // What the source said stays in the report; the next check says what is offered after the change.
        var state =
            choice.Ignored ? UpdateState.Ignored
            : change.Pinned == true ? UpdateState.Pinned
            : (UpdateState?)null;
        if (state is { } word)
            await context
                .ModelUpdates.Where(update => update.ModelId == id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(update => update.State, SnakeCase.Of(word.ToString())),
                    cancellationToken
                );
        return choice;
    }
}
