using System.Diagnostics.CodeAnalysis;
using System.Text;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Ids of models that are downloaded without having been in the library.</summary>
internal static class DownloadIds
{
    private const int Longest = 100;

    /// <summary>A name in the letters of addresses; <c>org/name</c> keeps its slash.</summary>
    public static string Of(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '.' or '_' or '/')
                id.Append(letter);
            else if (id.Length > 0 && id[^1] != '-')
                id.Append('-');
            if (id.Length == Longest)
                break;
        }

        var text = id.ToString().Trim('-', '.', '/');
        return text.Length == 0 ? "model" : text;
    }

    /// <summary>Adds the model unless the library has it, with a number when another one has its id.</summary>
    /// <returns>The id that it has.</returns>
    public static async Task<string> PlaceAsync(
        LibraryContext context,
        ModelRow model,
        CancellationToken cancellationToken
    )
    {
        if (
            await context.Registry.AnyAsync(
                row => row.Id == model.Id && row.DownloadUrl == model.DownloadUrl,
                cancellationToken
            )
        )
            return model.Id;
        var id = ModelIds.IsReserved(model.Id) ? $"{model.Id}-model" : model.Id;
        for (var number = 2; await FindAsync(context, id, cancellationToken) is { } known; number++)
        {
            if (known.DownloadUrl == model.DownloadUrl)
                return known.Id;
            id = $"{model.Id}-{number}";
        }

        context.Registry.Add(
            new ModelRow
            {
                Id = id,
                Name = model.Name,
                Origin = model.Origin,
                DownloadUrl = model.DownloadUrl,
                Size = model.Size,
                Sha256 = model.Sha256,
                Checksum = model.Checksum,
                CreatedAt = model.CreatedAt,
                UpdatedAt = model.UpdatedAt,
            }
        );
        return id;
    }

    // Ids that differ only in case are one, as with all models.
    [SuppressMessage("Performance", "CA1862", Justification = "The database compares, and knows no other way.")]
    private static Task<ModelRow?> FindAsync(LibraryContext context, string id, CancellationToken cancellationToken)
    {
        var small = id.ToLowerInvariant();
        return context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id.ToLower() == small, cancellationToken);
    }
}
