using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>What a person wants of the updates of a model; it is kept beside the models, and the report follows.</summary>
public sealed class UpdateChoosing(LibraryDatabase database, BerryLibrary library)
{
    /// <exception cref="LibraryException">There is no such model, it is not here, or its version is not known.</exception>
    public async Task<ModelChoice> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (_, path) = await context.GetLocalAsync(id, cancellationToken);
        return await library.Updates.ReadChoiceAsync(path, cancellationToken);
    }

    /// <exception cref="LibraryException">There is no such model, it is not here, its version is not known, or the change makes no sense.</exception>
    public async Task<ModelChoice> ChooseAsync(
        string id,
        UpdateChoiceChange change,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var (_, path) = await context.GetLocalAsync(id, cancellationToken);
        var choice = await library.Updates.ChooseAsync(path, change, cancellationToken);
        // What the source said stays in the report; the next check says what is offered after the change.
        var state =
            choice.Ignored ? UpdateState.Ignored
            : change.Pinned == true ? UpdateState.Pinned
            : (UpdateState?)null;
        if (state is { } word)
            await context
                .ModelUpdates.Where(row => row.ModelId == id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.State, SnakeCase.Of(word.ToString())),
                    cancellationToken
                );
        return choice;
    }
}
