using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Keeping;

/// <summary>Finds models that are on a disk here.</summary>
internal static class LocalModels
{
    /// <exception cref="LibraryException">There is none of that id.</exception>
    public static async Task<ModelRow> GetModelAsync(
        this LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        await context.Registry.FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");

    /// <exception cref="LibraryException">There is none of that id, or it is not here.</exception>
    public static async Task<(ModelRow Row, string Path)> GetLocalAsync(
        this LibraryContext context,
        string id,
        CancellationToken cancellationToken
    )
    {
        var row = await context.GetModelAsync(id, cancellationToken);
        return row.LocalPath is { } path
            ? (row, path)
            : throw new LibraryException(
                FailureCode.Conflict,
                $"\"{id}\" is not a local model: there is nothing of it on this machine."
            );
    }

    /// <summary>One that may be moved: not what another program keeps for itself.</summary>
    /// <exception cref="LibraryException">There is none of that id, it is not here, or a provider holds it.</exception>
    public static async Task<(ModelRow Row, string Path)> GetMovableAsync(
        this LibraryContext context,
        string id,
        ProviderCatalog providers,
        CancellationToken cancellationToken
    )
    {
        var row = await context.GetModelAsync(id, cancellationToken);
        // What a provider held once is a row alone.
        if (row is { StatusDetail: StatusDetails.Missing, LocalPath: null })
            return (row, "");
        return providers.Find(row.Origin) is { } holder
            ? throw new LibraryException(
                FailureCode.Conflict,
                $"\"{id}\" is held by {holder.Name}, which keeps its own files; remove it there."
            )
            : await context.GetLocalAsync(id, cancellationToken);
    }

    /// <summary>One line for the model's history, written with what else is saved.</summary>
    public static void Note(
        this LibraryContext context,
        ModelRow row,
        string what,
        DateTime at,
        string? details = null
    ) =>
        context.ModelEvents.Add(
            new ModelEventRow
            {
                ModelId = row.Id,
                At = at,
                Event = what,
                Status = row.Status,
                Details = details ?? "{}",
            }
        );
}
