using BerryAIGen.Database.Models;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Keeping;

/// <summary>Finds models that may be moved: not what another program keeps for itself, nor what one has loaded.</summary>
public sealed class MovableModels(ProviderCatalog providers, LoadedModels loaded)
{
    /// <param name="context">Reads the row, which may be changed.</param>
    /// <param name="id">The model.</param>
    /// <param name="force">Whether it may be taken from under a program that has it loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is none of that id, it is not here, a provider holds it or has it loaded.</exception>
    internal async Task<(ModelRow Row, string Path)> GetAsync(
        LibraryContext context,
        string id,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var row = await context.GetModelAsync(id, cancellationToken);
        // What a provider held once is a row alone.
        if (row is { StatusDetail: StatusDetails.Missing, LocalPath: null })
            return (row, "");
        if (providers.Find(row.Origin) is { } holder)
            throw new LibraryException(
                FailureCode.Conflict,
                $"\"{id}\" is held by {holder.Name}, which keeps its own files; remove it there."
            );
        var movable = await context.GetLocalAsync(id, cancellationToken);
        if (!force)
            await loaded.RequireIdleAsync(row, movable.Path, cancellationToken);
        return movable;
    }

    /// <summary>The same, for what needs its file.</summary>
    /// <exception cref="LibraryException">As above; also when nothing but its row is left.</exception>
    internal async Task<(ModelRow Row, string Path)> GetFileAsync(
        LibraryContext context,
        string id,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var movable = await GetAsync(context, id, force, cancellationToken);
        return movable.Path.Length > 0 ? movable : await context.GetLocalAsync(id, cancellationToken);
    }
}
