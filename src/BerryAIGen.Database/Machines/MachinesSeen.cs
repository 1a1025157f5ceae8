using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Machines;

/// <summary>Which machines use a shared database, as rows of the settings.</summary>
internal static class MachinesSeen
{
    private const string Prefix = "machine/";

    // Whoever was away for a holiday still has its models when it is back.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);
    private static readonly TimeSpan Often = TimeSpan.FromHours(1);

    /// <summary>Says that this machine is there, and which others are or were lately.</summary>
    /// <param name="context">The database.</param>
    /// <param name="machine">This machine.</param>
    /// <param name="others">Further names that are known: one that was never told of counts as seen now.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlySet<string>> TellAsync(
        LibraryContext context,
        string machine,
        IEnumerable<string> others,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .Settings.AsNoTracking()
            .Where(row => row.Key.StartsWith(Prefix))
            .ToListAsync(cancellationToken);
        if (rows.Find(row => row.Key == Prefix + machine) is not { } own || now - own.UpdatedAt > Often)
            await WriteAsync(context, Prefix + machine, now, cancellationToken);
        var unknown = others
            .Except(rows.Select(row => row.Key[Prefix.Length..]))
            .Where(one => one != machine)
            .ToArray();
        foreach (var other in unknown)
            await WriteAsync(context, Prefix + other, now, cancellationToken);
        return rows.Where(row => now - row.UpdatedAt < Forgotten)
            .Select(row => row.Key[Prefix.Length..])
            .Concat(unknown)
            .Append(machine)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static Task<int> WriteAsync(
        LibraryContext context,
        string key,
        DateTime now,
        CancellationToken cancellationToken
    ) =>
        context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO settings (key, value, updated_at) VALUES ({key}, 'true', {now})
            ON CONFLICT (key) DO UPDATE SET updated_at = excluded.updated_at
            """,
            cancellationToken
        );
}
