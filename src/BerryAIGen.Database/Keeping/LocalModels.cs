using BerryAIGen.Database.Models;
using BerryAIGen.Library;
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
