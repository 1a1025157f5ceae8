using BerryAIGen.Database.Revisions;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>
/// Keeps what pictures name linked to the library's models: whoever asks for the links after the library changed has all of them
/// looked at anew, which is one look at its models and one at the names, however many pictures share them.
/// </summary>
public sealed class PictureMatching(LibraryDatabase database, BerryLibrary library) : IDisposable
{
    private const int RowsAtOnce = 500;

    // A library that changes all the while is followed by the next question.
    private const int MostLooks = 3;

    private readonly SemaphoreSlim _turn = new(1);
    private LibraryModels? _models;

    /// <summary>Brings the links up to the library as it is.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken);

    public void Dispose() => _turn.Dispose();

    /// <summary>The models of now; all links are of these.</summary>
    internal async Task<LibraryModels> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ReadInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// After names were written that were linked to these models: when the library changed meanwhile, somebody may have
    /// followed it before the names were there to be seen, so all are linked again.
    /// </summary>
    internal async Task SettleAsync(LibraryModels used, CancellationToken cancellationToken)
    {
        await using (var context = database.CreateContext())
            if (used.Revision == await LibraryRevision.ReadAsync(context, cancellationToken))
                return;
        await AnewAsync(cancellationToken);
    }

    /// <summary>Links all again, whoever did it before.</summary>
    internal async Task AnewAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _models = null;
            await ReadInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<LibraryModels> ReadInTurnAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        for (var look = 1; ; look++)
        {
            if (_models?.Revision == await LibraryRevision.ReadAsync(context, cancellationToken))
                return _models;
            var models = await LibraryModels.ReadAsync(context, library, cancellationToken);
            await WrittenByOther.RetryAsync(() => LinkAsync(models, cancellationToken));
            _models = models;
            // Another server may have linked to newer models, and these were written over them.
            if (look == MostLooks)
                return models;
        }
    }

    private async Task<int> LinkAsync(LibraryModels models, CancellationToken cancellationToken)
    {
        var changed = 0;
        for (long? last = 0; last is not null; )
        {
            await using var context = database.CreateContext();
            var rows = await context
                .PictureModels.Where(row => row.Id > last)
                .OrderBy(row => row.Id)
                .Take(RowsAtOnce)
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
                models.Link(row);
            changed += await context.SaveChangesAsync(cancellationToken);
            last = rows.LastOrDefault()?.Id;
        }

        return changed;
    }
}
