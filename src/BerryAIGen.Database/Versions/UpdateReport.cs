using System.Text.Json;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>What the last checks for updates found.</summary>
public sealed class UpdateReport(LibraryDatabase database)
{
    private const int Usual = 100;

    /// <summary>A page of it, in the order of the models.</summary>
    /// <param name="state">Only models of this state; null for all.</param>
    /// <param name="offset">How many to leave out; null for none.</param>
    /// <param name="limit">The most wanted; null for a hundred.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such state or page.</exception>
    public async Task<UpdatePage> ListAsync(string? state, int? offset, int? limit, CancellationToken cancellationToken)
    {
        ListPage.Check(offset, limit);
        string[] states = [.. Enum.GetNames<UpdateState>().Select(SnakeCase.Of)];
        if (state is not null && !states.Contains(state))
            throw new LibraryException(
                FailureCode.Usage,
                $"state is one of {string.Join(", ", states)}, not \"{state}\"."
            );
        await using var context = database.CreateContext();
        var rows = context.ModelUpdates.AsNoTracking();
        var wanted = state is null ? rows : rows.Where(row => row.State == state);
        var counts = await rows.GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new UpdatePage(
            await wanted
                .OrderBy(row => row.ModelId)
                .Skip(offset ?? 0)
                .Take(limit ?? Usual)
                .ToListAsync(cancellationToken),
            state is null ? counts.Values.Sum() : counts.GetValueOrDefault(state),
            counts,
            await rows.MaxAsync(row => (DateTime?)row.CheckedAt, cancellationToken)
        );
    }

    /// <summary>What was found of one model; null when it was not looked at.</summary>
    public async Task<ModelUpdateRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .ModelUpdates.AsNoTracking()
            .FirstOrDefaultAsync(row => row.ModelId == id, cancellationToken);
    }

    /// <summary>What a row says beside its words.</summary>
    public static KnownFinding Read(ModelUpdateRow row) =>
        JsonSerializer.Deserialize(row.Finding, VersionsJson.Default.KnownFinding)!;

    /// <summary>Writes what was found with what else is saved.</summary>
    internal static void Write(
        LibraryContext context,
        ModelUpdateRow? row,
        string id,
        UpdateFinding finding,
        DateTime now
    )
    {
        var (state, upstream) = (SnakeCase.Of(finding.State.ToString()), SnakeCase.Of(finding.Upstream.ToString()));
        if (row is null)
            context.ModelUpdates.Add(
                row = new ModelUpdateRow
                {
                    ModelId = id,
                    State = state,
                    Upstream = upstream,
                }
            );
        (row.State, row.Upstream, row.CheckedAt) = (state, upstream, now);
        row.OfferedVersion = UpdateNews.OfferedIn(finding);
        row.Finding = JsonSerializer.Serialize(KnownFinding.Of(finding), VersionsJson.Default.KnownFinding);
    }

    /// <exception cref="LibraryException">One of them is no model of the library; the message names it.</exception>
    internal static async Task RequireKnownAsync(
        LibraryContext context,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        var known = await context
            .Registry.Where(row => ids.Contains(row.Id))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        if (ids.Except(known).FirstOrDefault() is { } stranger)
            throw new LibraryException(FailureCode.NotFound, $"There is no model \"{stranger}\" in the library.");
    }
}

/// <param name="Items">Those of the page.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
/// <param name="Counts">How many of each state.</param>
/// <param name="CheckedAt">When something was looked at last; null for never.</param>
public sealed record UpdatePage(
    IReadOnlyList<ModelUpdateRow> Items,
    int TotalCount,
    IReadOnlyDictionary<string, int> Counts,
    DateTime? CheckedAt
);
