using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>What a person does with what is done: favourites, words, away and back. Files stay where they are.</summary>
public sealed class GenerationFeed(LibraryDatabase database, GenerationList list, TimeProvider time)
{
    private const int MostTags = 50;
    private const int LongestTag = 100;

    /// <summary>Changes what is not null.</summary>
    /// <exception cref="LibraryException">There is none, or a word may not be.</exception>
    public async Task<GenerationRow> ChangeAsync(
        string owner,
        string id,
        bool? favourite,
        IReadOnlyList<string> add,
        IReadOnlyList<string> remove,
        CancellationToken cancellationToken
    )
    {
        string[] added = [.. add.Select(Checked).Distinct(StringComparer.Ordinal)];
        string[] removed = [.. remove.Select(tag => tag.Trim())];
        await list.GetAsync(owner, id, cancellationToken);
        await using (var context = database.CreateContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (favourite is { } liked)
                await context
                    .Generations.Where(row => row.Id == id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Favourite, liked), cancellationToken);
            await context
                .GenerationTags.Where(row => row.GenerationId == id && removed.Contains(row.Tag))
                .ExecuteDeleteAsync(cancellationToken);
            var known = await context
                .GenerationTags.Where(row => row.GenerationId == id)
                .Select(row => row.Tag)
                .ToListAsync(cancellationToken);
            string[] missing = [.. added.Except(known)];
            if (known.Count + missing.Length > MostTags)
                throw new LibraryException(FailureCode.Usage, $"A generation has {MostTags} tags at most.");
            context.GenerationTags.AddRange(
                missing.Select(tag => new GenerationTagRow { GenerationId = id, Tag = tag })
            );
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return await list.GetAsync(owner, id, cancellationToken);
    }

    /// <summary>Takes one out of queue and feed; its files stay, and it can be brought back.</summary>
    /// <exception cref="LibraryException">There is none, or it is under way.</exception>
    public async Task<GenerationRow> RemoveAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var row = await list.GetAsync(owner, id, cancellationToken);
        if (!JobState.IsFinished(row.State))
            throw new LibraryException(
                FailureCode.Conflict,
                $"The generation {id} is {row.State}; cancel it before it is removed."
            );
        return await HideAsync(owner, id, time.GetUtcNow().UtcDateTime, cancellationToken);
    }

    /// <summary>Brings one back.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public Task<GenerationRow> RestoreAsync(string owner, string id, CancellationToken cancellationToken) =>
        HideAsync(owner, id, null, cancellationToken);

    private async Task<GenerationRow> HideAsync(
        string owner,
        string id,
        DateTime? hidden,
        CancellationToken cancellationToken
    )
    {
        await using (var context = database.CreateContext())
            await context
                .Generations.Where(row => row.Id == id && row.Owner == owner)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.HiddenAt, hidden), cancellationToken);
        return await list.GetAsync(owner, id, cancellationToken);
    }

    private static string Checked(string tag) =>
        tag.Trim() is { Length: > 0 and <= LongestTag } word
            ? word
            : throw new LibraryException(FailureCode.Usage, $"A tag has 1 to {LongestTag} characters.");
}
