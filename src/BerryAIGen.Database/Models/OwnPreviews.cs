using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Library;
using BerryAIGen.Library.Sidecars;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>
/// The picture that a person gave a model, in place of the one beside it. The model's history tells each change, so that the
/// last one can be undone, and which files this database let go.
/// </summary>
public sealed class OwnPreviews(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    private const string Event = "preview";

    /// <summary>How long a picture that was taken away can come back.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    private OwnPreviewFiles Files => library.OwnPreviews;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What there is of a model to show.</summary>
    /// <exception cref="LibraryException">There is no such model, or nothing to show of it on this machine.</exception>
    public async Task<ModelPreview> OpenAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row =
            await context
                .Registry.Where(row => row.Id == id)
                .Select(row => new { row.LocalPath, row.OwnPreview })
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw NoModel(id);
        // The person chose what to show: another picture in its place might be one that he wanted to hide.
        if (row.OwnPreview is { } own)
            return new ModelPreview(
                Files.Open(own)
                    ?? throw new LibraryException(
                        FailureCode.NotFound,
                        $"The preview that you gave \"{id}\" is not in the data folder of this machine: give it again, or DELETE /api/models/{id}/preview to show the one beside the model."
                    ),
                IsOwn: true
            );
        return row.LocalPath is { } path && library.Previews.Open(path) is { } beside
            ? new ModelPreview(beside, IsOwn: false)
            : throw new LibraryException(FailureCode.NotFound, $"There is no preview of \"{id}\" on this machine.");
    }

    /// <summary>Gives a model a picture; the one that it had can come back.</summary>
    /// <exception cref="LibraryException">There is no such model, or it is no picture that is kept.</exception>
    public async Task<ModelRow> SetAsync(string id, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        await using (var context = database.CreateContext())
        {
            if (!await context.Registry.AnyAsync(row => row.Id == id, cancellationToken))
                throw NoModel(id);
        }

        var name = Files.Save(picture.Span);
        try
        {
            return await ChangeAsync(id, _ => Task.FromResult<string?>(name), cancellationToken);
        }
        catch
        {
            Files.Remove(name);
            throw;
        }
    }

    /// <summary>Takes it away again, so that the picture beside the model shows.</summary>
    /// <exception cref="LibraryException">There is no such model, or it has none.</exception>
    public Task<ModelRow> RemoveAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            change =>
                change.Row.OwnPreview is null
                    ? throw new LibraryException(FailureCode.NotFound, $"\"{id}\" has no preview of your own.")
                    : Task.FromResult<string?>(null),
            cancellationToken
        );

    /// <summary>Takes the last change back; the next one takes that back in turn.</summary>
    /// <exception cref="LibraryException">There is no such model or nothing to undo, or the picture of before is gone.</exception>
    public Task<ModelRow> UndoAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            async change =>
            {
                var last = await change
                    .Context.ModelEvents.AsNoTracking()
                    .Where(one => one.ModelId == id && one.Event == Event)
                    .OrderByDescending(one => one.Id)
                    .Select(one => one.Details)
                    .FirstOrDefaultAsync(cancellationToken);
                if (
                    last is null
                    || Read(last) is not { } told
                    || told.After != change.Row.OwnPreview
                    || told.Before == told.After
                )
                    throw new LibraryException(
                        FailureCode.Conflict,
                        $"No change of the preview of \"{id}\" can be undone."
                    );
                if (told.Before is { } before && !Files.Has(before))
                    throw new LibraryException(
                        FailureCode.NotFound,
                        $"The preview that \"{id}\" had before is not in the data folder any more; give it again."
                    );
                return told.Before;
            },
            cancellationToken
        );

    /// <summary>Removes files that this database let go so long ago that nobody comes back to them; it touches no others.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var since = Now - Kept;
        HashSet<string> old = new(StringComparer.Ordinal);
        HashSet<string> needed = new(StringComparer.Ordinal);
        await foreach (
            var told in context
                .ModelEvents.AsNoTracking()
                .Where(one => one.Event == Event)
                .Select(one => new { one.At, one.Details })
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            if (Read(told.Details)?.Before is { } name)
                (told.At < since ? old : needed).Add(name);
        }

        old.RemoveWhere(name => needed.Contains(name) || !Files.Has(name));
        if (old.Count == 0)
            return 0;
        var shown = await context
            .Registry.Where(row => row.OwnPreview != null)
            .Select(row => row.OwnPreview!)
            .ToListAsync(cancellationToken);
        old.ExceptWith(shown);
        // A model that comes back from the trash brings its picture along.
        await foreach (
            var details in context
                .ModelEvents.AsNoTracking()
                .Where(one => one.Event == ModelTrash.Deleted)
                .Select(one => one.Details)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
            old.RemoveWhere(name => details.Contains(name, StringComparison.Ordinal));
        foreach (var name in old)
            Files.Remove(name);
        return old.Count;
    }

    private async Task<ModelRow> ChangeAsync(
        string id,
        Func<(LibraryContext Context, ModelRow Row), Task<string?>> choose,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row =
            (await LockedModels.ReadAsync(context, [id], cancellationToken)).GetValueOrDefault(id) ?? throw NoModel(id);
        var told = new PreviewChange(row.OwnPreview, await choose((context, row)));
        (row.OwnPreview, row.UpdatedAt) = (told.After, Now);
        context.Note(row, Event, Now, JsonSerializer.Serialize(told, OwnPreviewJson.Default.PreviewChange));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    private static PreviewChange? Read(string details) =>
        JsonSerializer.Deserialize(details, OwnPreviewJson.Default.PreviewChange);

    private static LibraryException NoModel(string id) =>
        new(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
}

/// <summary>What is shown of a model.</summary>
/// <param name="Opened">It; who gets it closes it.</param>
/// <param name="IsOwn">Whether a person chose it, so that what a source says of its own picture does not hold.</param>
public sealed record ModelPreview(OpenedPreview Opened, bool IsOwn);

/// <summary>What the history keeps of a change: names of files, null for none.</summary>
internal sealed record PreviewChange(string? Before, string? After);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PreviewChange))]
internal sealed partial class OwnPreviewJson : JsonSerializerContext;
